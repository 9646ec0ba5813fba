import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ClosingRequested, ErasureRequested } from '../../contracts/events.ts';
import { STEP_NAMES } from '../../contracts/onboarding.ts';
import type { Accountable, AuditEntry } from '../../domain/audit/audit-entry.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { type Closing, erasesAt, nextLookAt } from '../../domain/leaving/closing.ts';
import type { Closings, LineNames } from '../../domain/leaving/ports.ts';
import type { Onboarding } from '../../domain/onboarding/onboarding.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { type Key, keys } from './keys.ts';
import { advanced } from './onboardings.ts';
import { announces, wakes } from './outbox.ts';
import { type TransactItems, transact } from './transaction.ts';
import { findRow } from './versioned-row.ts';

const WAKE_EVERY_SECONDS = 60;

const closingEntry = (closing: Closing, at: string, actor: Accountable): AuditEntry => ({
  v: 1,
  id: `business.closing:${closing.version}`,
  businessId: closing.businessId,
  at,
  what: 'business.closing',
  subject: closing.businessId,
  to: closing.ends,
  version: closing.version,
  actor,
});

const closedEntry = ({ businessId, version, closedAt = '' }: Closing): AuditEntry => ({
  v: 1,
  id: `business.closed:${version}`,
  businessId,
  at: closedAt,
  what: 'business.closed',
  subject: businessId,
  from: 'closing',
  to: 'closed',
  version,
  actor: 'system',
});

export const dynamoClosings = (
  { db, name: table }: Table,
  ids: DerivedIds,
  clock: Clock,
  waiting: Waiting,
): Closings => {
  const requested = ({ businessId, version }: Closing, now: number): ClosingRequested => ({
    v: 1,
    id: ids.event('closing.requested', businessId, version),
    name: 'closing.requested',
    businessId,
    at: new Date(now).toISOString(),
    correlationId: businessId,
  });

  const erasure = ({ businessId, version }: Closing, now: number): ErasureRequested => ({
    v: 1,
    id: ids.event('erasure.requested', businessId, version),
    name: 'erasure.requested',
    businessId,
    at: new Date(now).toISOString(),
    correlationId: businessId,
  });

  const closingPut = (from: Closing | undefined, to: Closing, isNow: boolean): TransactItems[number] => {
    const now = clock.now();
    const event = requested(to, now);
    const lookAt = nextLookAt(to) ?? Number.POSITIVE_INFINITY;
    const eraseAt = erasesAt(to) ?? Number.POSITIVE_INFINITY;
    // A row wakes once: what comes later is due when that is done.
    const isErasure = eraseAt < lookAt;
    const dueAt = Math.min(lookAt, eraseAt);
    const due = isErasure ? erasure(to, now) : event;
    return {
      Put: {
        TableName: table,
        Item: {
          ...keys.closing(to.businessId),
          ...to,
          ...(isNow && lookAt < Number.POSITIVE_INFINITY && announces(event)),
          ...(dueAt < Number.POSITIVE_INFINITY && wakes(due, Math.max(dueAt, now), WAKE_EVERY_SECONDS)),
        },
        ...(from
          ? {
              ConditionExpression: '#version = :asRead',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':asRead': from.version },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    };
  };

  /** What a partner's program hears goes with the row, on which nothing else is due any more. */
  const onboardingPuts = (
    from: Onboarding | undefined,
    to: Onboarding,
    state: 'closing' | 'closed',
  ): TransactItems => {
    const { steps, ...head } = to;
    const news = advanced(ids, to, clock.now(), { step: 'business', state });
    return [
      {
        Put: {
          TableName: table,
          Item: { ...keys.onboarding(to.businessId), ...head, ...(news && announces(news)) },
          ...(from
            ? {
                ConditionExpression: '#version = :asRead',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':asRead': from.version },
              }
            : { ConditionExpression: 'attribute_not_exists(pk)' }),
        },
      },
      ...STEP_NAMES.filter((step) => steps[step] !== from?.steps[step]).map((step) => ({
        Put: {
          TableName: table,
          Item: { ...keys.onboardingStep(to.businessId, step), ...steps[step] },
        },
      })),
    ];
  };

  const ifOurs = (businessId: string, Key: Key) => ({
    TableName: table,
    Key,
    ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
    ExpressionAttributeValues: { ':id': businessId },
  });

  /** Nothing is asked by these any more; what stands there of another stays. */
  const forget = async (businessId: string, { orderIds, brandIds, campaignIds }: LineNames) => {
    const places = [
      ...orderIds.map(keys.numberOrder),
      ...brandIds.map(keys.brand),
      ...campaignIds.map(keys.campaign),
    ];
    for (const place of places) await ifItHolds(db.send(new DeleteCommand(ifOurs(businessId, place))));
  };

  return {
    find: (businessId) => findRow<Closing>(db, table, keys.closing(businessId)),

    async begin(closing, { from, to }, by) {
      const entry = closingEntry(closing, closing.askedAt, by);
      const outcome = await commitChained({ db, name: table }, waiting, entry, [
        closingPut(undefined, closing, true),
        ...onboardingPuts(from, to, 'closing'),
      ]);
      return outcome.kind === 'committed' ? 'begun' : 'changed';
    },

    async move(from, to, by) {
      const items = [closingPut(from, to, by !== undefined)];
      const entry = by && closingEntry(to, new Date(clock.now()).toISOString(), by);
      const outcome = entry
        ? await commitChained({ db, name: table }, waiting, entry, items)
        : await transact(db, items, waiting);
      return outcome.kind === 'committed' ? 'moved' : 'changed';
    },

    async cutOff(businessId) {
      const update = new UpdateCommand({
        TableName: table,
        Key: keys.configuration(businessId),
        // Its campaign is ended with the rest: carriers take no text of it from then on.
        UpdateExpression: 'SET outOfService = :closing REMOVE clearedForTexts',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':closing': 'closing' },
      });
      await ifItHolds(db.send(update));
    },

    async finish({ from, to }, onboarding, names) {
      await forget(to.businessId, names);
      const first: TransactItems = [
        {
          Update: {
            TableName: table,
            Key: keys.configuration(to.businessId),
            UpdateExpression:
              'SET outOfService = :closing REMOVE agentIds, #numbers, messaging, clearedForTexts',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#numbers': 'numbers' },
            ExpressionAttributeValues: { ':closing': 'closing' },
          },
        },
        closingPut(from, to, false),
        ...onboardingPuts(onboarding.from, onboarding.to, 'closed'),
        auditPut(table, closedEntry(to)),
      ];
      const places = [...names.agentIds.map(keys.agent), ...names.numbers.map(keys.number)];
      let left: readonly Key[] = places;
      for (;;) {
        const deletes = left.map((place) => ({ Delete: ifOurs(to.businessId, place) }));
        const outcome = await transact(db, [...first, ...deletes], waiting);
        if (outcome.kind === 'committed') return 'moved';
        const ours = left.filter((_, at) => !outcome.failed[first.length + at]);
        // Whoever else has changed something is read again first.
        if (ours.length === left.length) return 'changed';
        left = ours;
      }
    },
  };
};
