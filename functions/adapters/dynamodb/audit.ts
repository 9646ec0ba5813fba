import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '../../domain/audit/audit-entry.ts';
import { type ChainedEntry, type ChainPlace, isChained, OPERATIONS } from '../../domain/audit/chain.ts';
import type { ChainTrail } from '../../domain/audit/judge-chain.ts';
import type { AuditTrail } from '../../domain/audit/ports.ts';
import { readHead } from './chained-audit.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';
import type { TransactItems } from './transaction.ts';

/**
 * The action that puts a decision on record: in the transaction of the change that it tells of, so that neither is ever
 * there without the other. Never over an entry that is there. For what machines decide: what people do is chained.
 */
export const auditPut = (table: string, entry: AuditEntry): TransactItems[number] => {
  if (isChained(entry)) throw new Error(`${entry.what} by ${entry.actor} has to be a link of the chain`);
  return {
    Put: {
      TableName: table,
      Item: { ...keys.audit(entry.businessId, entry.at, entry.id), ...entry },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
};

export const dynamoAuditTrail = ({ db, name: table }: Table): AuditTrail & ChainTrail => {
  async function* recorded(place: ChainPlace): AsyncGenerator<ChainedEntry> {
    const { pk } = place === OPERATIONS ? keys.operationsAudit('', '') : keys.audit(place, '', '');
    const pages = paginateQuery(
      { client: db },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      for (const item of Items) yield nounOf<ChainedEntry>(item as { v: 1 });
    }
  }

  return {
    head: (place) => readHead({ db, name: table }, place),
    recorded,
    async *entries(place, subject) {
      for await (const entry of recorded(place)) {
        const concerns = [entry.subject, entry.appointmentId];
        if (subject === undefined || concerns.includes(subject)) yield entry;
      }
    },
  };
};
