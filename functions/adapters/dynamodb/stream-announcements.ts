import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { CloudGreetEvent } from '../../contracts/events.ts';
import type { Announcement } from '../../domain/announcement/ports.ts';

type Image = Readonly<Record<string, unknown>> | undefined;

const imageOf = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): Image =>
  image && unmarshall(image as Record<string, AttributeValue>);

const eventIdOf = (image: Image): unknown => (image?.event as { id?: unknown } | undefined)?.id;

/** What a change of a row announces: its event, if the change brought it. Throws for an event nobody can read. */
export const announcementIn = (record: DynamoDBRecord): Announcement | undefined => {
  const now = imageOf(record.dynamodb?.NewImage);
  if (now?.event === undefined || eventIdOf(now) === eventIdOf(imageOf(record.dynamodb?.OldImage))) {
    return undefined;
  }
  return { row: { pk: String(now.pk), sk: String(now.sk) }, event: CloudGreetEvent.parse(now.event) };
};
