import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Call, callEnded } from '../../domain/call/call.ts';
import type { Calls } from '../../domain/call/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
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

/**
 * `asOf` the other way round, fields by report: there are at most a handful of reports and two dozen fields, and a row
 * over one kilobyte costs twice at every write.
 */
const fieldsByReport = (asOf: Call['asOf']): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (const [field, order] of Object.entries(asOf)) {
    fields[order] = fields[order] === undefined ? field : `${fields[order]} ${field}`;
  }
  return fields;
};

const reportByField = (fields: Readonly<Record<string, string>>): Call['asOf'] =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([order, names]) => names.split(' ').map((name) => [name, order])),
  );

export const dynamoCalls = ({ db, name: table }: Table, ids: DerivedIds, waiting: Waiting): Calls => {
  /** What the row announces, or has announced, is not touched. */
  const update = (from: Call | undefined, to: Call): TransactItems[number] => {
    const isEndNews = from?.heardOfEndAt === undefined && to.heardOfEndAt !== undefined;
    const values = Object.entries({
      ...to,
      asOf: fieldsByReport(to.asOf),
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
      if (!Item) return undefined;
      const call = nounOf<Call>(Item);
      return { ...call, asOf: reportByField(call.asOf) };
    },

    async save(from, to, occasion) {
      const outcome = await transact(db, [inboxPut(table, occasion), update(from, to)], waiting);
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
