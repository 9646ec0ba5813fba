import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { startDynamoDbLocal } from '../../scripts/local/backends/dynamodb-local.ts';
import { startStreamMapping } from '../../scripts/local/mappings/stream-mapping.ts';
import type { InvokeResult, LocalLogLine, StreamMappingSpec } from '../../scripts/local/types.ts';
import { access as baseAccess } from './function-assets.ts';

type Record = {
  readonly dynamodb: {
    readonly Keys: { readonly pk: { readonly S: string } };
    readonly SequenceNumber: string;
  };
  readonly [field: string]: unknown;
};
export type StreamHandler = (records: readonly Record[]) => InvokeResult;

export const keyOf = ({ dynamodb }: Record) => dynamodb.Keys.pk.S;

/** A DynamoDB of its own: `aTable` makes a table in it, `map` delivers one's stream until the test is over. */
export const startTables = async () => {
  const dynamo = await startDynamoDbLocal();
  const db = new DynamoDBClient({ ...baseAccess, endpoint: dynamo.url });
  let count = 0;
  const nextName = () => `table-${count + 1}`;

  const aTable = async () => {
    const TableName = nextName();
    count += 1;
    await db.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
    const put = async (...keys: string[]) => {
      for (const key of keys)
        await db.send(new PutItemCommand({ TableName, Item: { pk: { S: key }, n: { N: '1' } } }));
    };
    return { name: TableName, put };
  };

  const map = (
    tableName: string,
    handler: StreamHandler,
    overrides: Partial<StreamMappingSpec> = {},
    endpoint = dynamo.url,
  ) => {
    const batches: (readonly Record[])[] = [];
    const lines: LocalLogLine[] = [];
    const spec: StreamMappingSpec = {
      id: 'Mapping',
      functionName: 'workers/relay-events',
      tableName,
      batchSize: 100,
      windowSeconds: 0,
      bisectOnError: false,
      maxRetries: undefined,
      maxAgeSeconds: undefined,
      reportBatchItemFailures: true,
      filters: [],
      onFailureQueueUrl: undefined,
      ...overrides,
    };
    const invoke = async (_name: string, payload: unknown) => {
      const { Records } = payload as { Records: readonly Record[] };
      batches.push(Records);
      return handler(Records);
    };
    const access = { ...baseAccess, endpoint };
    const mapping = startStreamMapping(spec, { host: { invoke }, access, log: (line) => lines.push(line) });
    onTestFinished(mapping.stop);
    return { mapping, batches, lines, keys: () => batches.flat().map(keyOf) };
  };

  return {
    url: dynamo.url,
    db,
    aTable,
    map,
    nextName,
    async stop() {
      db.destroy();
      await dynamo.stop();
    },
  };
};
