import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Call, callEnded } from '../../domain/call/call.ts';
import type { Calls } from '../../domain/call/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { keys, listed } from './keys.ts';
import { announces } from './outbox.ts';
import { recordingPut } from './recordings.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

const lineOf = ({ id, businessId, ...call }: Call, { type }: VendorEvent) => ({
  noun: 'call' as const,
  correlationId: id,
  id,
  businessId,
  report: type,
  epoch: call.epoch,
  endedAt: call.endedAt,
  durationMs: call.durationMs,
  disconnectionReason: call.disconnectionReason,
  costMicros: call.costMicros,
  outcome: call.outcome,
  outcomeCode: call.outcomeCode,
});

/** What a row has of a call besides what reports say. */
const OURS = new Set([
  'v',
  'id',
  'businessId',
  'epoch',
  'asOf',
  'appointmentIds',
  'isRecorded',
  'heardOfEndAt',
  'outcome',
  'outcomeCode',
]);

/** The reports that few fields are from, with those fields; all others are from `rest`. */
type ShortAsOf = { readonly rest: string; readonly except?: Readonly<Record<string, string>> };

/** `asOf` without the names of most fields: a row over one kilobyte costs twice at every write. */
const shortAsOf = (asOf: Call['asOf']): ShortAsOf => {
  const fields = Object.entries(Object.groupBy(Object.entries(asOf), ([, order]) => order)).map(
    ([order, of = []]) => [order, of.map(([field]) => field)] as const,
  );
  const [[rest] = [''], ...others] = fields.toSorted(([, left], [, right]) => right.length - left.length);
  const except = Object.fromEntries(others.map(([order, names]) => [order, names.join(' ')]));
  // DynamoDB Local leaves an empty map out of its stream in a way that no reader understands.
  return { rest, ...(others.length > 0 && { except }) };
};

const fullAsOf = (row: Readonly<Record<string, unknown>>): Call['asOf'] => {
  const { rest, except = {} } = row.asOf as ShortAsOf;
  const named = Object.entries(except).flatMap(([order, names]) =>
    names.split(' ').map((name) => [name, order] as const),
  );
  const reported = Object.keys(row).filter((name) => !OURS.has(name));
  return { ...Object.fromEntries(reported.map((name) => [name, rest])), ...Object.fromEntries(named) };
};

export const dynamoCalls = ({ db, name: table }: Table, ids: DerivedIds, waiting: Waiting): Calls => {
  /** What the row announces, or has announced, is not touched. */
  const update = (from: Call | undefined, to: Call, isAwaited: boolean): TransactItems[number] => {
    const isEndNews = isAwaited && from?.heardOfEndAt === undefined && to.heardOfEndAt !== undefined;
    // One that we have only heard of is not listed before we hear when it was.
    const began = to.startedAt ?? to.heardOfEndAt;
    const values = Object.entries({
      ...to,
      asOf: shortAsOf(to.asOf),
      ...(began !== undefined && listed('calls', began)),
      ...(isEndNews && announces(callEnded(ids, to.businessId, to.id, to.heardOfEndAt ?? ''))),
    }).filter(([, value]) => value !== undefined);
    const gone = Object.entries(from ?? {}).flatMap(([name, value]) =>
      value !== undefined && to[name as keyof Call] === undefined ? [name] : [],
    );
    return {
      Update: {
        TableName: table,
        Key: keys.call(to.businessId, to.id),
        UpdateExpression: [
          `SET ${values.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`] : []),
        ].join(' '),
        ConditionExpression: from ? '#epoch = :asRead' : 'attribute_not_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(
          [...values.map(([name]) => name), ...gone].map((name) => [`#${name}`, name]),
        ),
        ExpressionAttributeValues: Object.fromEntries([
          ...values.map(([name, value]) => [`:${name}`, value]),
          ...(from ? [[':asRead', from.epoch]] : []),
        ]),
      },
    };
  };

  return {
    async find(businessId, id) {
      const Key = keys.call(businessId, id);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      // Other rows share the partition, and an id may be spelled like their key: each is known by its own.
      if (Item?.id !== id) return undefined;
      const call = nounOf<Call>(Item);
      return { ...call, asOf: fullAsOf(call) };
    },

    async save(from, to, occasion, { isAwaited, recording }) {
      const items = [
        inboxPut(table, occasion),
        update(from, to, isAwaited),
        ...(recording ? [recordingPut(table, recording, ids)] : []),
      ];
      const outcome = await transact(db, items, waiting);
      const line = lineOf(to, occasion);
      if (outcome.kind === 'committed') {
        written(line);
        return 'saved';
      }
      const isRepeated = outcome.failed[0] !== undefined;
      passedOver({ ...line, because: isRepeated ? 'repeated' : 'changed' });
      return isRepeated ? 'repeated' : 'changed';
    },
  };
};
