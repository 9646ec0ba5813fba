import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { BusinessId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Texts } from '../../domain/text/ports.ts';
import { isSettled, type Text, type TextPlace, textNews, textRequested } from '../../domain/text/text.ts';
import { belongsTo, trying } from '../../runtime/correlation.ts';
import type { Hashing } from '../../runtime/hashing.ts';
import { count } from '../../runtime/metrics.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { unlessOptedOut } from './consent-rows.ts';
import { inboxPut } from './inbox.ts';
import { type Key, keys } from './keys.ts';
import { announces, wakes } from './outbox.ts';
import { textLine } from './row-lines.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

const WAKE_EVERY_SECONDS = 60;
/** Longer than any vendor still reports on a message. */
const LOOKED_UP_SECONDS = 45 * 86_400;

const METRICS: Partial<Record<Text['state'], string>> = {
  sent: 'TextSent',
  delivered: 'TextDelivered',
  failed: 'TextFailed',
  suppressed: 'TextSuppressed',
  uncertain: 'TextUncertain',
};

const asRead = (text: Text) => ({
  ConditionExpression: 'epoch = :asRead',
  ExpressionAttributeValues: { ':asRead': text.epoch },
});

export const dynamoTexts = (
  { db, name: table }: Table,
  ids: DerivedIds,
  by: Pick<Hashing, 'digest'>,
  waiting: Waiting,
): Texts => {
  const keyOf = (place: TextPlace): Key => keys.text(place.businessId, place.appointmentId, place.id);

  /** An unfinished text wakes by itself until it is settled; a settled one says once what became of it. */
  const rowOf = (text: Text, announced: boolean) => {
    const row = { ...keyOf(text), ...text };
    if (isSettled(text)) {
      const news = textNews(ids, text);
      return { ...row, ...(news && announces(news)) };
    }
    const request = textRequested(ids, text);
    const dueAtMs = Date.parse(text.dueAt ?? text.requestedAt);
    return { ...row, ...(announced && { event: request }), ...wakes(request, dueAtMs, WAKE_EVERY_SECONDS) };
  };

  const putIfAsRead = (from: Text, to: Text, announced: boolean): TransactItems[number] => ({
    Put: {
      TableName: table,
      Item: rowOf(to, announced),
      ...asRead(from),
    },
  });

  /** What a settled text has already said stays said, or still to be said: its marks are not touched. */
  const noteIfAsRead = (from: Text, to: Text): TransactItems[number] => {
    const { epoch, report, messageId, sentAt, failedBecause } = to;
    const noted = { epoch, report, messageId, sentAt, failedBecause };
    const given = Object.entries(noted).filter(([, value]) => value !== undefined);
    const { ConditionExpression, ExpressionAttributeValues } = asRead(from);
    return {
      Update: {
        TableName: table,
        Key: keyOf(to),
        UpdateExpression: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression,
        ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...ExpressionAttributeValues,
          ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
        },
      },
    };
  };

  /** Without a condition: the latest text by that name or with those words is the one that is meant. */
  const putPlace = (key: Key, text: Text, sinceMs: number): TransactItems[number] => ({
    Put: {
      TableName: table,
      Item: {
        ...key,
        v: 1,
        textId: text.id,
        appointmentId: text.appointmentId,
        expiresAt: Math.floor(sinceMs / 1000) + LOOKED_UP_SECONDS,
      },
    },
  });

  const wordsKey = (businessId: BusinessId, message: { readonly to: string; readonly body: string }) =>
    keys.textWords(businessId, by.digest('words', businessId, message.to, message.body));

  const placeAt = async (businessId: BusinessId, key: Key): Promise<TextPlace | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && { businessId, appointmentId: Item.appointmentId, id: Item.textId };
  };

  return {
    async find(place) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: keyOf(place), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const text = nounOf<Text>(Item);
      belongsTo(text);
      return text;
    },

    async create(text, { announced }) {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: rowOf(text, announced),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        written(textLine(undefined, text));
        return text;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return nounOf<Text>(unmarshall(error.Item));
      }
    },

    async claim(from, to) {
      const { message, claimedAt } = to;
      if (!message || !claimedAt) throw new Error(`text ${to.id} is claimed without a message`);
      const outcome = await transact(
        db,
        [
          unlessOptedOut(table, ids, to.businessId, message.to),
          putIfAsRead(from, to, false),
          putPlace(wordsKey(to.businessId, message), to, Date.parse(claimedAt)),
        ],
        waiting,
      );
      if (outcome.kind === 'committed') {
        written(textLine(from, to));
        trying({ attempt: to.handovers, epoch: to.epoch });
        return 'claimed';
      }
      passedOver(textLine(from, from));
      return outcome.failed[1] ? 'changed' : 'opted_out';
    },

    async move(from, to, { occasion, announced = false } = {}) {
      const isNamed = to.messageId !== undefined && to.messageId !== from.messageId;
      const outcome = await transact(
        db,
        [
          isSettled(from) && from.state === to.state
            ? noteIfAsRead(from, to)
            : putIfAsRead(from, to, announced),
          ...(occasion ? [inboxPut(table, occasion)] : []),
          ...(isNamed
            ? [
                putPlace(
                  keys.sentText(to.businessId, to.messageId ?? ''),
                  to,
                  Date.parse(to.settledAt ?? to.requestedAt),
                ),
              ]
            : []),
        ],
        waiting,
      );
      if (outcome.kind === 'refused') {
        passedOver(textLine(from, from));
        return outcome.failed[1] ? 'repeated' : 'changed';
      }
      written(textLine(from, to));
      const metric = to.state === from.state ? undefined : METRICS[to.state];
      if (metric) count(metric);
      return 'moved';
    },

    async locate(businessId, message) {
      return (
        (await placeAt(businessId, keys.sentText(businessId, message.messageId))) ??
        (await placeAt(businessId, wordsKey(businessId, message)))
      );
    },
  };
};
