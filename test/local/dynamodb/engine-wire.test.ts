import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MemoryDynamo, startMemoryDynamo } from '../../../scripts/local/dynamodb/memory-server.ts';
import { START_MS } from './engine-table.ts';
import { AUTHORIZATION } from './wire-subject.ts';

const TableName = 'wire';

const failureOf = async (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the DynamoDB in memory behind an address', () => {
  let dynamo: MemoryDynamo;
  let client: DynamoDBDocumentClient;
  let streams: DynamoDBStreamsClient;

  beforeAll(async () => {
    dynamo = await startMemoryDynamo({ now: () => START_MS });
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const options = { endpoint: dynamo.url, region: 'us-east-1', credentials };
    client = DynamoDBDocumentClient.from(new DynamoDBClient(options));
    streams = new DynamoDBStreamsClient(options);
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
  });
  afterAll(async () => {
    client.destroy();
    streams.destroy();
    await dynamo.stop();
  });

  it('gives the SDK back what it was given, of every type', async () => {
    const Item = {
      pk: 'types',
      number: 1.5,
      set: new Set(['a', 'b']),
      bytes: new Uint8Array([0, 1, 255]),
      nested: { list: [1, null, true, { text: 'ö' }] },
    };
    await client.send(new PutCommand({ TableName, Item }));
    const { Item: got } = await client.send(new GetCommand({ TableName, Key: { pk: 'types' } }));
    expect(got).toEqual(Item);
  });

  it('names its errors so that the SDK knows them, with what they carry', async () => {
    const Put = {
      TableName,
      Item: { pk: 'taken', n: 2 },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    await client.send(new PutCommand({ TableName, Item: { pk: 'taken', n: 1 } }));
    const old = { pk: { S: 'taken' }, n: { N: '1' } };
    const refused = await failureOf(client.send(new PutCommand(Put)));
    expect(refused).toBeInstanceOf(ConditionalCheckFailedException);
    expect(refused).toMatchObject({ Item: old });
    const cancelled = await failureOf(client.send(new TransactWriteCommand({ TransactItems: [{ Put }] })));
    expect(cancelled).toBeInstanceOf(TransactionCanceledException);
    expect(cancelled).toMatchObject({ CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: old }] });
  });

  it('tells its stream to the SDK by the clock that it was given', async () => {
    await client.send(new PutCommand({ TableName, Item: { pk: 'streamed' } }));
    const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
    const StreamArn = Streams?.[0]?.StreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const ShardIteratorType = 'TRIM_HORIZON';
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType }),
    );
    const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(Records?.at(-1)).toMatchObject({
      eventName: 'INSERT',
      dynamodb: {
        ApproximateCreationDateTime: new Date(START_MS),
        Keys: { pk: { S: 'streamed' } },
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect(NextShardIterator).toBeDefined();
  });

  it.each([
    ['TransactWriteItems', { TransactItems: [null] }],
    ['TransactWriteItems', { TransactItems: [{ Put: null }] }],
    ['TransactGetItems', { TransactItems: [{ Get: null }] }],
    ['BatchWriteItem', { RequestItems: { [TableName]: [null] } }],
    ['BatchGetItem', { RequestItems: { [TableName]: null } }],
    ['CreateTable', { TableName: 'none', KeySchema: [null], AttributeDefinitions: [null] }],
    ['Query', { TableName, KeyConditionExpression: 'pk = :pk', Limit: 1.5 }],
  ])('answers a malformed %s with 400', async (action, input) => {
    const headers = { 'x-amz-target': `DynamoDB_20120810.${action}`, authorization: AUTHORIZATION };
    const { status } = await fetch(dynamo.url, { method: 'POST', headers, body: JSON.stringify(input) });
    expect(status).toBe(400);
  });

  it('refuses a call that is not signed, not JSON, or of no action, and goes on', async () => {
    const post = async (headers: Record<string, string>, body: string) => {
      const response = await fetch(dynamo.url, { method: 'POST', headers, body });
      const { __type } = (await response.json()) as { __type: string };
      expect(response.headers.get('x-amzn-requestid')).toBeTruthy();
      return `${response.status} ${__type.replace(/^.*#/, '')}`;
    };
    const target = (action: string) => ({ 'x-amz-target': `DynamoDB_20120810.${action}` });
    expect(await post(target('ListTables'), '{}')).toBe('400 MissingAuthenticationTokenException');
    expect(await post({ ...target('ListTables'), authorization: AUTHORIZATION }, '{')).toBe(
      '400 SerializationException',
    );
    expect(await post({ ...target('Guess'), authorization: AUTHORIZATION }, '{}')).toBe(
      '400 UnknownOperationException',
    );
    expect(dynamo.store.rows(TableName).length).toBeGreaterThan(0);
  });
});
