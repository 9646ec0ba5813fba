import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AppointmentId } from '../../contracts/ids.ts';
import { type Contest, feeContested, isOpen } from '../../domain/contest/contest.ts';
import { GRANTED_A_MONTH } from '../../domain/contest/contest-rules.ts';
import type { ContestWork, OpeningTerms } from '../../domain/contest/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { waived } from '../../domain/fee/fee.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { feeEntry } from './audit-entries.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { contestedEntry, decidedEntry, givenBackEntry } from './contest-entries.ts';
import { expressionOf, settled, settling } from './fee-changes.ts';
import { feeOfId } from './fee-of-id.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';
import { announces, DUE_MARKS, wakes } from './outbox.ts';
import { feeLine } from './row-lines.ts';
import { type TransactItems, transact } from './transaction.ts';
import { findRow, rowUpdate } from './versioned-row.ts';
import { inReview } from './waiting-contests.ts';
import { written } from './written.ts';

/** The event brings the worker within seconds; the due index asks again only if that has not happened by then. */
const FIRST_WAKE_MS = 120_000;
const WORK_EVERY_SECONDS = 300;
/** Somebody has to hear of it until it is decided, and the closing of its business ends the waiting. */
const REVIEW_EVERY_SECONDS = 6 * 3600;

const MAY_GO = ['claimedAt', 'dueAt', ...DUE_MARKS];

/** What owners say against fees: the row of a contest by its version, and the mark on the fee. */
export const dynamoContests = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): ContestWork => {
  const placeOf = ({ businessId, feeId }: Contest) => keys.contest(businessId, feeId);

  /** With what it announces, where it is news that it is to be given back, and when it is looked at again. */
  const rowOf = (from: Contest | undefined, to: Contest) => {
    const event = feeContested(ids, to);
    const isNews = isOpen(to) && !(from && isOpen(from));
    const dueAtMs = Date.parse(to.dueAt ?? '') + (isNews ? FIRST_WAKE_MS : 0);
    return {
      ...to,
      ...(isNews && announces(event)),
      ...(to.dueAt && wakes(event, dueAtMs, isOpen(to) ? WORK_EVERY_SECONDS : REVIEW_EVERY_SECONDS)),
    };
  };

  const update = (from: Contest, to: Contest): TransactItems[number] =>
    rowUpdate(table, placeOf(to), from, rowOf(from, to), MAY_GO);

  /** Only a fee that is charged, or may be. */
  const billed = ({ businessId }: Contest, appointmentId: AppointmentId) => ({
    TableName: table,
    Key: keys.fee(businessId, appointmentId),
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(contested) AND #state <> :waived',
    ExpressionAttributeNames: { '#state': 'state' },
  });

  const feeUpdate = (contest: Contest, value: string): TransactItems[number] => ({
    Update: {
      ...billed(contest, contest.appointmentId),
      UpdateExpression: 'SET contested = :value',
      ExpressionAttributeValues: { ':value': value, ':waived': 'waived' },
    },
  });

  /** Of two that are each other's duplicate, one comes first: the other's fee is contested by then. */
  const staysBilled = (contest: Contest, appointmentId: AppointmentId): TransactItems[number] => ({
    ConditionCheck: {
      ...billed(contest, appointmentId),
      ExpressionAttributeValues: { ':waived': 'waived' },
    },
  });

  /** Not charged any more, where it is still owed. */
  const markUpdate = ({ businessId, appointmentId }: Contest): TransactItems[number] => ({
    Update: {
      TableName: table,
      Key: keys.fee(businessId, appointmentId),
      ...expressionOf({ set: { contested: 'granted' }, when: 'attribute_exists(pk)', values: {} }),
    },
  });

  const allowance = (contest: Contest, month: string): TransactItems[number] => ({
    Update: {
      TableName: table,
      Key: keys.contestAllowance(contest.businessId, month),
      UpdateExpression: 'SET v = :v ADD granted :one',
      ConditionExpression: 'attribute_not_exists(granted) OR granted < :most',
      ExpressionAttributeValues: { ':v': 1, ':one': 1, ':most': GRANTED_A_MONTH },
    },
  });

  const termsOf = (contest: Contest, { duplicateOf, allowanceOf }: OpeningTerms): TransactItems => [
    ...(duplicateOf ? [staysBilled(contest, duplicateOf)] : []),
    ...(allowanceOf ? [allowance(contest, allowanceOf)] : []),
  ];

  return {
    find: (businessId, feeId) => findRow<Contest>(db, table, keys.contest(businessId, feeId)),
    feeOf: feeOfId({ db, name: table }, ids),

    async open(contest, terms) {
      const waits = contest.state === 'in_review';
      const items: TransactItems = [
        {
          Put: {
            TableName: table,
            Item: { ...placeOf(contest), ...rowOf(undefined, contest) },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        feeUpdate(contest, waits ? 'in_review' : 'granted'),
        ...(waits ? [{ Put: { TableName: table, Item: inReview(contest) } }] : []),
        ...termsOf(contest, terms),
      ];
      const outcome = await commitChained({ db, name: table }, waiting, contestedEntry(contest), items);
      if (outcome.kind === 'committed') return 'opened';
      const [row, fee, ...others] = outcome.failed;
      return row || fee || others.every((one) => one === undefined) ? 'contested' : 'overtaken';
    },

    async decide(from, to, by) {
      const items: TransactItems = [
        update(from, to),
        { Delete: { TableName: table, Key: keys.contestInReview(to.businessId, to.feeId) } },
        // An operator's rights end before the fee: the worker marks it when it comes to it.
        ...(by === 'system' && to.state === 'granted' ? [markUpdate(to)] : []),
      ];
      const entry = decidedEntry(from, to, by);
      const outcome =
        by === 'system'
          ? await transact(db, [...items, auditPut(table, entry)], waiting)
          : await commitChained({ db, name: table }, waiting, { ...entry, actor: by }, items);
      return outcome.kind === 'committed' ? 'moved' : 'changed';
    },

    async move(from, to) {
      const outcome = await transact(db, [update(from, to)], waiting);
      return outcome.kind === 'committed' ? 'moved' : 'changed';
    },

    async mark(fee) {
      const change = expressionOf({
        set: { contested: 'granted' },
        when: '#state = :owed',
        values: { ':owed': 'owed' },
      });
      const Key = keys.fee(fee.businessId, fee.appointmentId);
      await ifItHolds(db.send(new UpdateCommand({ TableName: table, Key, ...change })));
    },

    async finish(from, to, waives) {
      const settlement = waived('contested', to.back?.at ?? to.at);
      const cause = { actor: 'system', id: to.callId } as const;
      const outcome = await transact(
        db,
        [
          update(from, to),
          auditPut(table, givenBackEntry(from, to)),
          ...(waives
            ? [
                {
                  Update: {
                    TableName: table,
                    Key: keys.fee(waives.businessId, waives.appointmentId),
                    ...expressionOf(settling(waives, settlement)),
                  },
                },
                auditPut(table, feeEntry(waives, settlement, cause)),
              ]
            : []),
        ],
        waiting,
      );
      if (outcome.kind === 'refused') return outcome.failed[0] || !outcome.failed[2] ? 'done' : 'moved';
      if (waives) written(feeLine(waives, settled(waives, settlement)));
      return 'done';
    },
  };
};
