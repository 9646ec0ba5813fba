import type { OnboardingAdvanced } from '../../contracts/events.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Suspension, Suspensions } from '../../domain/leaving/suspension.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
import { findRow } from './versioned-row.ts';

/** What callers are answered by: taking the line down comes before it, whoever resumes. */
const answering = (table: string, { businessId, state }: Suspension) => ({
  Update: {
    TableName: table,
    Key: keys.configuration(businessId),
    ...(state === 'suspended'
      ? {
          UpdateExpression: 'SET outOfService = :suspended',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(outOfService)',
        }
      : { UpdateExpression: 'REMOVE outOfService', ConditionExpression: 'outOfService = :suspended' }),
    ExpressionAttributeValues: { ':suspended': 'suspended' },
  },
});

export const dynamoSuspensions = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): Suspensions => ({
  find: (businessId) => findRow<Suspension>(db, table, keys.suspension(businessId)),

  async move(from, to, by, partner) {
    const { businessId, version, state, since } = to;
    const news: OnboardingAdvanced | undefined = partner && {
      v: 1,
      id: ids.event('onboarding.advanced', businessId, 'suspension', version),
      name: 'onboarding.advanced',
      businessId,
      at: since,
      correlationId: businessId,
      partnerId: partner.id,
      step: 'business',
      state: state === 'suspended' ? 'suspended' : 'resumed',
    };
    const row = {
      Put: {
        TableName: table,
        Item: { ...keys.suspension(businessId), ...to, ...(news && announces(news)) },
        ...(from
          ? {
              ConditionExpression: '#version = :asRead',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':asRead': from.version },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    };
    const what = state === 'suspended' ? 'business.suspended' : 'business.resumed';
    const outcome = await commitChained(
      { db, name: table },
      waiting,
      {
        v: 1,
        id: `${what}:${version}`,
        businessId,
        at: since,
        what,
        subject: businessId,
        from: from?.state ?? 'served',
        to: state,
        version,
        actor: by,
      },
      [row, answering(table, to)],
    );
    return outcome.kind === 'committed' ? 'moved' : 'changed';
  },
});
