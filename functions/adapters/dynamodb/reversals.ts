import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ReversalRows } from '../../domain/reversal/ports.ts';
import type { Invoiced, Reversals } from '../../domain/reversal/reversal.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { reversalEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { type Key, keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { transact } from './transaction.ts';

type Row = Reversals & { readonly v: 1; readonly reversalsVersion?: number };

const keyOf = ({ businessId, invoiceId, appointmentId }: Invoiced): Key =>
  appointmentId === undefined
    ? keys.accountInvoice(businessId, invoiceId)
    : keys.fee(businessId, appointmentId);

/** Attributes of their own beside a fee or an invoice, under a version of their own: its state is others' business. */
export const dynamoReversals = ({ db, name: table }: Table, waiting: Waiting): ReversalRows => ({
  async find(invoiced) {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: keyOf(invoiced), ConsistentRead: true }),
    );
    return Item && nounOf<Row>(Item);
  },

  async write(invoiced, asRead, to, occasion) {
    const given = Object.entries({ ...to, reversalsVersion: asRead + 1 }).filter(
      ([, value]) => value !== undefined,
    );
    const outcome = await transact(
      db,
      [
        inboxPut(table, occasion),
        {
          Update: {
            TableName: table,
            Key: keyOf(invoiced),
            UpdateExpression: `SET ${given.map(([name]) => `${name} = :${name}`).join(', ')}`,
            ConditionExpression:
              asRead === 0
                ? 'attribute_exists(pk) AND attribute_not_exists(reversalsVersion)'
                : 'reversalsVersion = :asRead',
            ExpressionAttributeValues: {
              ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
              ...(asRead > 0 && { ':asRead': asRead }),
            },
          },
        },
        auditPut(table, reversalEntry(invoiced, asRead + 1, to, occasion)),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') return 'written';
    return outcome.failed[0] ? 'repeated' : 'changed';
  },
});
