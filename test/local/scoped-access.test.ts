import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Keys, type ScopedCloud, startScopedCloud } from './scoped-example.ts';

let scoped: ScopedCloud;
let owner: Keys;
let rows: DynamoDBClient;
const transcriptOf = (business: string) => `transcripts/${business}/call.json`;

const sessionOf = async (business: string, policy?: object): Promise<Keys> => {
  const { Credentials } = await new STSClient(scoped.client(owner)).send(
    new AssumeRoleCommand({
      RoleArn: scoped.scopeArn,
      RoleSessionName: business,
      Tags: [{ Key: 'business', Value: business }],
      DurationSeconds: 900,
      ...(policy && { Policy: JSON.stringify(policy) }),
    }),
  );
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  };
};

beforeAll(async () => {
  scoped = await startScopedCloud();
  owner = await scoped.keysOf('api/owner');
  rows = new DynamoDBClient(scoped.client(await sessionOf('biz_a1')));
  const objects = new S3Client(scoped.client(scoped.cloud.credentials));
  for (const business of ['biz_a1', 'biz_a12']) {
    const Key = transcriptOf(business);
    await objects.send(new PutObjectCommand({ Bucket: scoped.bucketName, Key, Body: business }));
  }
}, 30_000);
afterAll(() => scoped?.stop());

type Row = Record<string, AttributeValue>;
const key = (business: string): Row => ({ pk: { S: `BIZ#${business}#ROW` }, sk: { S: 'x' } });
const table = () => ({ TableName: scoped.tableName });
const done = async (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'done',
    ({ name }: Error) => name,
  );
const denied = 'AccessDeniedException';

/** What each operation on the rows of one or two businesses is answered. */
const operations: Record<string, (...of: [string, ...string[]]) => Promise<unknown>> = {
  get: (one) => rows.send(new GetItemCommand({ ...table(), Key: key(one) })),
  put: (one) => rows.send(new PutItemCommand({ ...table(), Item: key(one) })),
  query: (one) =>
    rows.send(
      new QueryCommand({
        ...table(),
        KeyConditionExpression: 'begins_with(sk, :from) AND #p = :of',
        ExpressionAttributeNames: { '#p': 'pk' },
        ExpressionAttributeValues: { ':of': { S: `BIZ#${one}#ROW` }, ':from': { S: 'x' } },
      }),
    ),
  'query of the index': (one) =>
    rows.send(
      new QueryCommand({
        ...table(),
        IndexName: 'owner',
        KeyConditionExpression: 'ownerPk = :of',
        ExpressionAttributeValues: { ':of': { S: `BIZ#${one}#OWNER` } },
      }),
    ),
  'batch get': (...of) =>
    rows.send(new BatchGetItemCommand({ RequestItems: { [scoped.tableName]: { Keys: of.map(key) } } })),
  'batch write': (...of) =>
    rows.send(
      new BatchWriteItemCommand({
        RequestItems: { [scoped.tableName]: of.map((one) => ({ PutRequest: { Item: key(one) } })) },
      }),
    ),
  'transaction of reads': (...of) =>
    rows.send(
      new TransactGetItemsCommand({
        TransactItems: of.map((one) => ({ Get: { ...table(), Key: key(one) } })),
      }),
    ),
  'transaction of writes': (...of) =>
    rows.send(
      new TransactWriteItemsCommand({
        TransactItems: of.map((one) => ({ Put: { ...table(), Item: key(one) } })),
      }),
    ),
};
const ofMany = Object.keys(operations).slice(4);

test.each(Object.entries(operations))(
  'a session reaches the rows of its business only: %s',
  async (_, act) => {
    expect(await done(act('biz_a1'))).toBe('done');
    for (const other of ['biz_a12', 'biz_b2', 'biz_a', '*']) expect(await done(act(other))).toBe(denied);
  },
);

test.each(ofMany)('one row of another business spoils the whole: %s', async (name) => {
  expect(await done(Promise.resolve(operations[name]?.('biz_a1', 'biz_b2')))).toBe(denied);
});

test('what names no partition is refused: a scan, a statement, a query with a spoilt condition', async () => {
  expect(await done(rows.send(new ScanCommand(table())))).toBe(denied);
  expect(await done(rows.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM x' })))).toBe(
    'UnknownOperationException',
  );
  const KeyConditionExpression = 'pk = :a OR pk = :b';
  const ExpressionAttributeValues = { ':a': { S: 'BIZ#biz_a1#ROW' }, ':b': { S: 'BIZ#biz_b2#ROW' } };
  const query = { ...table(), KeyConditionExpression, ExpressionAttributeValues };
  expect(await done(rows.send(new QueryCommand(query)))).toBe(denied);
});

test('a query of the index is judged by the key of the index and not by that of the table', async () => {
  const query = {
    ...table(),
    IndexName: 'owner',
    KeyConditionExpression: 'pk = :of',
    ExpressionAttributeValues: { ':of': { S: 'BIZ#biz_a1#ROW' } },
  };

  expect(await done(rows.send(new QueryCommand(query)))).toBe(denied);
});

test('a session reads the transcripts of its business only', async () => {
  const objects = new S3Client(scoped.client(await sessionOf('biz_a1')));
  const read = (Key: string) => done(objects.send(new GetObjectCommand({ Bucket: scoped.bucketName, Key })));

  expect(await read(transcriptOf('biz_a1'))).toBe('done');
  expect(await read(transcriptOf('biz_a12'))).toBe('AccessDenied');
  expect(await read('raw/biz_a1/call.json')).toBe('AccessDenied');
  // Two dots are letters of a key, which nobody has written.
  expect(await read('transcripts/biz_a1/../biz_a12/call.json')).toBe('AccessDenied');
});

test('an address that a session has signed opens what the session may read, with its token', async () => {
  const { accessKeyId, sessionToken = '' } = await sessionOf('biz_a1');
  const open = async (business: string, token: string) => {
    const address = new URL(`/${scoped.bucketName}/${transcriptOf(business)}`, scoped.cloud.gatewayUrl);
    address.searchParams.set('X-Amz-Credential', `${accessKeyId}/20260101/us-east-1/s3/aws4_request`);
    address.searchParams.set('X-Amz-Security-Token', token);
    return (await fetch(address)).status;
  };

  expect(await open('biz_a1', sessionToken)).toBe(200);
  expect(await open('biz_a12', sessionToken)).toBe(403);
  expect(await open('biz_a1', 'another')).toBe(400);
});

test('the function that assumes the role reaches no business by itself', async () => {
  const own = new DynamoDBClient(scoped.client(owner));
  const get = (pk: string) =>
    done(own.send(new GetItemCommand({ ...table(), Key: { ...key('x'), pk: { S: pk } } })));

  expect(await get('PERSON#1')).toBe('done');
  expect(await get('BIZ#biz_a1#ROW')).toBe(denied);
});

test('a policy of the session narrows it further', async () => {
  const Resource = `arn:aws:dynamodb:*:*:table/${scoped.tableName}`;
  const policy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource },
  };
  const narrow = new DynamoDBClient(scoped.client(await sessionOf('biz_a1', policy)));

  expect(await done(narrow.send(new GetItemCommand({ ...table(), Key: key('biz_a1') })))).toBe('done');
  expect(await done(narrow.send(new GetItemCommand({ ...table(), Key: key('biz_b2') })))).toBe(denied);
  expect(await done(narrow.send(new PutItemCommand({ ...table(), Item: key('biz_a1') })))).toBe(denied);
});

test('is refused in the words of AWS and recorded as the function with its session', async () => {
  const message = await rows
    .send(new GetItemCommand({ ...table(), Key: key('biz_b2') }))
    .catch((error: Error) => error.message);

  expect(message).toBe(
    'User: arn:aws:sts::000000000000:assumed-role/Example-BusinessScope0A1B2C3D/biz_a1 is not authorized to perform: ' +
      `dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/${scoped.tableName} ` +
      'because no identity-based policy allows the dynamodb:GetItem action',
  );
  expect(scoped.cloud.requests().at(-1)).toMatchObject({
    caller: 'api/owner',
    as: 'BusinessScope session business=biz_a1',
    action: 'GetItem',
    status: 400,
  });
});

test('a session ends when the local clock says so', async () => {
  const keys = await sessionOf('biz_a1');
  const mine = new DynamoDBClient(scoped.client(keys));
  const objects = new S3Client(scoped.client(keys));
  const get = () => done(mine.send(new GetItemCommand({ ...table(), Key: key('biz_a1') })));
  const offset = scoped.clock.offsetMs();

  scoped.clock.set(offset + 890_000);
  expect(await get()).toBe('done');
  scoped.clock.set(offset + 901_000);
  expect(await get()).toBe('ExpiredTokenException');
  const Key = transcriptOf('biz_a1');
  const read = done(objects.send(new GetObjectCommand({ Bucket: scoped.bucketName, Key })));
  expect(await read).toBe('ExpiredToken');
  scoped.clock.set(offset);
});
