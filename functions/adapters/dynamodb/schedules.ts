import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Business } from '../../domain/business/business.ts';
import type { Businesses } from '../../domain/business/ports.ts';
import type { Schedules } from '../../domain/schedule/ports.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Table } from './client.ts';
import { dayDocument } from './day-documents.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';

const CACHED_MS = 60_000;
/** Enough for every business a container answers in a minute; the oldest goes first. */
const MOST_CACHED = 500;

type Cached = { readonly at: number; readonly business: Business };

/**
 * Rules and days. A lookup is one Query and fills the configuration cache, so that the booking after it reads nothing.
 * Day documents are never cached.
 */
export const dynamoSchedules = ({ db, name: table }: Table, clock: Clock): Schedules & Businesses => {
  const cache = new Map<BusinessId, Cached>();

  const remember = (business: Business): Business => {
    cache.delete(business.id);
    cache.set(business.id, { at: clock.now(), business });
    const oldest = cache.keys().next().value;
    if (cache.size > MOST_CACHED && oldest) cache.delete(oldest);
    return business;
  };

  return {
    async read(businessId, lastDay) {
      const { pk, sk: first } = keys.configuration(businessId);
      const rows: Record<string, unknown>[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
            ExpressionAttributeValues: {
              ':pk': pk,
              ':first': first,
              ':last': keys.day(businessId, lastDay).sk,
            },
            ExclusiveStartKey: from,
          }),
        );
        rows.push(...(page.Items ?? []));
        from = page.LastEvaluatedKey;
      } while (from);
      const [configuration, ...days] = rows;
      // Without a line nobody can have called it.
      if (configuration?.sk !== first || configuration.agentIds === undefined) return undefined;
      return {
        business: remember(nounOf<Business>(configuration)),
        days: new Map(days.map(dayDocument).map((document) => [document.day, document])),
      };
    },

    async find(id) {
      const cached = cache.get(id);
      if (cached && Math.abs(clock.now() - cached.at) < CACHED_MS) return cached.business;
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keys.configuration(id) }));
      return Item?.agentIds && remember(nounOf<Business>(Item));
    },
  };
};
