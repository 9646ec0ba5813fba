import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAuditTrail } from '../../functions/adapters/dynamodb/audit.ts';
import type { ChainTrail } from '../../functions/domain/audit/judge-chain.ts';
import type { AuditTrail } from '../../functions/domain/audit/ports.ts';
import type { Place } from './find-place.ts';

/** The records of one stage, with the credentials of whoever looks. */
export const openTrail = ({ table, access = {} }: Place): AuditTrail & ChainTrail & { close(): void } => {
  const db = new DynamoDBClient(access);
  return {
    ...dynamoAuditTrail({ db: DynamoDBDocumentClient.from(db), name: table }),
    close: () => db.destroy(),
  };
};
