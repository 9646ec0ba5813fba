import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { DUE_INDEX } from '../../functions/adapters/dynamodb/keys.ts';
import { startDynamoDbLocal } from '../../scripts/local/backends/dynamodb-local.ts';

export type LocalTable = Table & {
  /** Every row, for looking at what was written. */
  rows(): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
};

/**
 * The stage's table on a DynamoDB Local of its own, in memory, on a free port. Start one a test file
 * (`beforeAll(async () => { table = await startTable(); }, 60_000)`) and keep tests apart by their business ids.
 */
export const startTable = async (): Promise<LocalTable> => {
  const local = await startDynamoDbLocal();
  const client = new DynamoDBClient({
    endpoint: local.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 3,
  });
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const name = 'table';
  const stop = async (): Promise<void> => {
    client.destroy();
    await local.stop();
  };
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueSk'].map((attribute) => ({
          AttributeName: attribute,
          AttributeType: 'S' as const,
        })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: DUE_INDEX,
            KeySchema: [
              { AttributeName: 'duePk', KeyType: 'HASH' },
              { AttributeName: 'dueSk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    db,
    name,
    stop,
    async rows() {
      const { Items = [] } = await db.send(new ScanCommand({ TableName: name, ConsistentRead: true }));
      return Items;
    },
  };
};
