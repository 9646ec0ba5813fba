import { callEnded } from '../../domain/call/call.ts';
import type { Calls } from '../../domain/call/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
import { transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

export const dynamoCalls = ({ db, name: table }: Table, ids: DerivedIds, waiting: Waiting): Calls => ({
  async record(businessId, fact, fields, endedAt) {
    const values: Record<string, unknown> = {
      v: 1,
      id: fact.callId,
      businessId,
      agentId: fact.agentId,
      number: fact.number,
      ...fields,
      ...(endedAt !== undefined && announces(callEnded(ids, businessId, fact.callId, endedAt))),
    };
    const known = Object.entries(values).filter(([, value]) => value !== undefined);
    const outcome = await transact(
      db,
      [
        inboxPut(table, fact.occasion),
        {
          Update: {
            TableName: table,
            Key: keys.call(businessId, fact.callId),
            UpdateExpression: `SET ${known.map((_, index) => `#f${index} = :f${index}`).join(', ')}`,
            ExpressionAttributeNames: Object.fromEntries(known.map(([name], index) => [`#f${index}`, name])),
            ExpressionAttributeValues: Object.fromEntries(
              known.map(([, value], index) => [`:f${index}`, value]),
            ),
          },
        },
      ],
      waiting,
    );
    const isNew = outcome.kind === 'committed';
    const { endedAt: ended, durationMs, disconnectionReason, costMicros } = fields;
    const report = { endedAt: ended, durationMs, disconnectionReason, costMicros };
    const line = { noun: 'call' as const, id: fact.callId, businessId, report: fact.occasion.type };
    if (isNew) written({ ...line, correlationId: fact.callId, ...report });
    else passedOver({ ...line, because: 'repeated' });
    return isNew;
  },
});
