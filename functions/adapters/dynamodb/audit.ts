import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry, AuditTrail } from '../../domain/audit/audit-entry.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';
import type { TransactItems } from './transaction.ts';

/**
 * The action that puts a decision on record: in the transaction of the change that it tells of, so that neither is ever
 * there without the other. Never over an entry that is there.
 */
export const auditPut = (table: string, entry: AuditEntry): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: { ...keys.audit(entry.businessId, entry.at, entry.id), ...entry },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

export const dynamoAuditTrail = ({ db, name: table }: Table): AuditTrail => ({
  async *entries(businessId, subject) {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.audit(businessId, '', '').pk },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      for (const item of Items) {
        const entry = nounOf<AuditEntry>(item as { v: 1 });
        const concerns = [entry.subject, entry.appointmentId];
        if (subject === undefined || concerns.includes(subject)) yield entry;
      }
    }
  },
});
