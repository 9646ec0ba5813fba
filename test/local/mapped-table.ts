import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { startStreamMapping } from '../../scripts/local/mappings/stream-mapping.ts';
import type { InvokeResult, LocalLogLine, StreamMappingSpec } from '../../scripts/local/types.ts';
import { sharedDynamo } from '../support/shared-dynamo.ts';
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

/** Tables of the run's DynamoDB: `aTable` makes one, `map` delivers one's stream until the test is over. */
export const startTables = async () => {
  const url = await sharedDynamo();
  const db = new DynamoDBClient({ ...baseAccess, endpoint: url });
  const prefix = `table-${randomUUID()}`;
  let count = 0;
  const nextName = () => `${prefix}-${count + 1}`;

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
    endpoint = url,
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
    url,
    db,
    aTable,
    map,
    nextName,
    stop: () => db.destroy(),
  };
};
