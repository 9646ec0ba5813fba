import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { DUE_INDEX } from '../../functions/adapters/dynamodb/keys.ts';
import { sharedDynamo } from './shared-dynamo.ts';

export type LocalTable = Table & {
  /** Every row, for looking at what was written. */
  rows(): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
};

/** The stage's table under any name, but for its stream: keeping that takes DynamoDB Local longer than all else together. */
export const createStageTable = async (client: DynamoDBClient, name: string): Promise<void> => {
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
    }),
  );
};

/**
 * The stage's table under a name of its own on the run's DynamoDB Local. Start one a test file
 * (`beforeAll(async () => { table = await startTable(); }, 60_000)`) and keep tests apart by their business ids.
 */
export const startTable = async (): Promise<LocalTable> => {
  const endpoint = await sharedDynamo();
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 3,
  });
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const name = `table-${randomUUID()}`;
  const stop = async (): Promise<void> => {
    await client.send(new DeleteTableCommand({ TableName: name }));
    client.destroy();
  };
  await createStageTable(client, name);
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
