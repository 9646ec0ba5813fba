import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Resource } from '../../scripts/local/assembly/read-assembly.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startLocalCloud } from '../../scripts/local/cloud.ts';
import type { LocalCloud } from '../../scripts/local/local-cloud.ts';
import { writeAssembly } from './assembly-fixture.ts';
import { exampleCode, exampleTemplate } from './example-stack.ts';

const clock = createLocalClock();
const placeholders = { 'vendor-url': 'http://127.0.0.1:7' };
const lines: string[] = [];
const assembly = writeAssembly(exampleTemplate, exampleCode);
let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await startLocalCloud({
    clock,
    placeholders,
    secret: { v: 1 },
    assembly: assembly.directory,
    log: ({ text }) => lines.push(text),
  });
}, 30_000);
afterAll(async () => {
  await cloud?.stop();
  assembly.remove();
});
beforeEach(() => cloud.clearFaults());

const client = () => ({
  endpoint: cloud.gatewayUrl,
  region: cloud.region,
  credentials: cloud.credentials,
  maxAttempts: 1,
});
const row = (sk: string) => ({ pk: { S: 'BIZ#1' }, sk: { S: sk } });
const tableName = () => String(cloud.outputs.TableName);
const probe = async (service: string, target: string, input: object) => {
  const body = JSON.stringify({ service, target, input });
  const response = await fetch(`${cloud.outputs.ApiUrl}probe`, { method: 'POST', body });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};
const deadLetters = async () => (await cloud.queues()).find(({ name }) => name === 'Example-DeadLetters');

test('a function may do what its role allows and is refused the rest in the words of AWS', async () => {
  const TableName = tableName();

  const put = await probe('dynamodb', 'DynamoDB_20120810.PutItem', { TableName, Item: row('allowed') });
  const removed = await probe('dynamodb', 'DynamoDB_20120810.DeleteItem', { TableName, Key: row('allowed') });

  expect(put).toMatchObject({ status: 200, answer: {} });
  expect(removed.status).toBe(400);
  expect(removed.answer).toMatchObject({
    __type: 'com.amazon.coral.service#AccessDeniedException',
    message:
      'User: arn:aws:sts::000000000000:assumed-role/Example-ProbeRole/Example-Probe is not authorized to perform: ' +
      'dynamodb:DeleteItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/Example-Rows ' +
      'because no identity-based policy allows the dynamodb:DeleteItem action',
  });
});

test('each part of a transaction needs its own permission', async () => {
  const Put = { TableName: tableName(), Item: row('transacted') };
  const Update = { TableName: tableName(), Key: row('other'), UpdateExpression: 'SET a = :a' };
  const target = 'DynamoDB_20120810.TransactWriteItems';

  const allowed = await probe('dynamodb', target, { TransactItems: [{ Put }] });
  const refused = await probe('dynamodb', target, { TransactItems: [{ Put }, { Update }] });

  expect(allowed.status).toBe(200);
  expect(refused.answer.message).toContain('dynamodb:UpdateItem');
});

test('records who called what', async () => {
  await probe('dynamodb', 'DynamoDB_20120810.GetItem', { TableName: tableName(), Key: row('nothing') });

  expect(cloud.requests().at(-1)).toMatchObject({
    caller: 'api/probe',
    service: 'dynamodb',
    action: 'GetItem',
    resources: ['arn:aws:dynamodb:us-east-1:000000000000:table/Example-Rows'],
    status: 200,
  });
});

test('refuses services, actions and keys it does not know', async () => {
  const service = await probe('bedrock', 'Bedrock.InvokeModel', {});
  const action = await probe('secretsmanager', 'secretsmanager.DeleteSecret', {
    SecretId: cloud.outputs.SecretArn,
  });
  const unsigned = await fetch(cloud.gatewayUrl, { method: 'POST' });
  const strangers = await new DynamoDBClient({
    ...client(),
    credentials: { accessKeyId: 'SOMEBODY', secretAccessKey: 'x' },
  })
    .send(new GetItemCommand({ TableName: tableName(), Key: row('x') }))
    .catch((error: Error) => error.name);

  expect(service.answer.message).toContain('does not run AWS service "bedrock"');
  expect(action.answer.__type).toBe('AccessDeniedException');
  expect(unsigned.status).toBe(403);
  expect(strangers).toBe('UnrecognizedClientException');
});

test('an event goes by its rule to a queue and from there to a function, in the envelope of EventBridge', async () => {
  const [accepted, malformed] = (
    await new EventBridgeClient(client()).send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: 'example',
            Source: 'cloudgreet',
            DetailType: 'appointment.booked',
            Detail: '{"v":1}',
          },
          { EventBusName: 'example', Source: 'cloudgreet', DetailType: 'appointment.booked', Detail: '{' },
        ],
      }),
    )
  ).Entries as { EventId?: string; ErrorCode?: string }[];

  const line = await vi.waitFor(() => {
    const found = lines.find((text) => text.includes(String(accepted?.EventId)));
    return found ?? Promise.reject(new Error('not yet'));
  }, 5000);

  expect(malformed).toEqual({ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' });
  expect(JSON.parse(line.replace('echo ', ''))).toEqual({
    version: '0',
    id: accepted?.EventId,
    'detail-type': 'appointment.booked',
    source: 'cloudgreet',
    account: '000000000000',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: 'us-east-1',
    resources: [],
    detail: { v: 1 },
  });
});

test('an event that a queue does not let in becomes a dead letter and raises its alarm', async () => {
  const before = (await deadLetters())?.visible ?? 0;
  const lost = { EventBusName: 'example', Source: 'x', DetailType: 'never.allowed', Detail: '{}' };

  await new EventBridgeClient(client()).send(new PutEventsCommand({ Entries: [lost] }));
  await vi.waitFor(async () => expect((await deadLetters())?.visible).toBe(before + 1), 5000);
  await cloud.evaluateAlarms();

  expect(cloud.alarms()).toMatchObject([{ name: 'Example-NotEmpty', state: 'ALARM' }]);
  expect(cloud.alarmMessages()[0]).toMatchObject({
    state: 'ALARM',
    impact: 'Impact: customers hear nothing.',
    recipients: ['operator@example.com'],
  });
});

test('a scheduled function that keeps failing ends in its failure destination', async () => {
  const before = (await deadLetters())?.visible ?? 0;

  await cloud.runSchedules();

  expect((await deadLetters())?.visible).toBe(before + 1);
});

test('injects what DynamoDB Local never shows, just as DynamoDB words it', async () => {
  const dynamo = new DynamoDBClient(client());
  cloud.inject({ service: 'dynamodb', action: 'TransactWriteItems', times: 1, error: 'TransactionConflict' });
  const write = () =>
    dynamo.send(
      new TransactWriteItemsCommand({
        TransactItems: ['a', 'b'].map((sk) => ({ Put: { TableName: tableName(), Item: row(sk) } })),
      }),
    );

  await expect(write()).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });
  await expect(write()).resolves.toBeDefined();
});

test('fails single events of a request, and lets the first call pass if it is told to', async () => {
  const bus = new EventBridgeClient(client());
  const entry = { EventBusName: 'example', Source: 'x', DetailType: 'nobody.listens', Detail: '{}' };
  const put = () => bus.send(new PutEventsCommand({ Entries: [entry, entry] }));
  cloud.inject({
    service: 'events',
    action: 'PutEvents',
    times: 1,
    skip: 1,
    error: 'ThrottlingException',
    entries: [1],
  });

  const [first, second] = [await put(), await put()];

  expect(first.FailedEntryCount).toBe(0);
  expect(second).toMatchObject({
    FailedEntryCount: 1,
    Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'ThrottlingException' }],
  });
});

test('loses an answer whose effect has happened', async () => {
  const dynamo = new DynamoDBClient(client());
  cloud.inject({
    service: 'dynamodb',
    action: 'PutItem',
    caller: 'operator',
    times: 1,
    error: 'drop',
    after: true,
  });

  const lost = dynamo.send(new PutItemCommand({ TableName: tableName(), Item: row('lost') }));
  await expect(lost).rejects.toThrow();
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: tableName(), Key: row('lost') }));

  expect(Item).toEqual(row('lost'));
});

test('crashes a function in the middle of a call', async () => {
  cloud.inject({
    service: 'dynamodb',
    action: 'PutItem',
    caller: 'api/probe',
    times: 1,
    error: 'crash',
    after: true,
  });
  const input = { TableName: tableName(), Item: row('crashed') };

  const crashed = await fetch(`${cloud.apiUrl}/probe`, {
    method: 'POST',
    body: JSON.stringify({ service: 'dynamodb', target: 'DynamoDB_20120810.PutItem', input }),
  });
  const { Item } = await new DynamoDBClient(client()).send(
    new GetItemCommand({ TableName: tableName(), Key: row('crashed') }),
  );

  expect(crashed.status).toBe(500);
  expect(Item).toBeDefined();
});

test('keeps two versions of the secret', async () => {
  const secrets = new SecretsManagerClient(client());
  const read = async (VersionStage: string) =>
    (await secrets.send(new GetSecretValueCommand({ SecretId: cloud.outputs.SecretArn, VersionStage })))
      .SecretString;

  await cloud.updateSecret({ v: 2 });

  expect([await read('AWSCURRENT'), await read('AWSPREVIOUS')]).toEqual(['{"v":2}', '{"v":1}']);
});

test('stores objects, and gives queue addresses that lead through the gateway', async () => {
  const s3 = new S3Client(client());
  const place = { Bucket: cloud.outputs.RawBucketName, Key: 'raw/a b.json' };

  await s3.send(new PutObjectCommand({ ...place, Body: 'hello' }));
  const { Body } = await s3.send(new GetObjectCommand(place));
  const { QueueUrl } = await new SQSClient(client()).send(
    new GetQueueUrlCommand({ QueueName: 'Example-Work' }),
  );

  expect(await Body?.transformToString()).toBe('hello');
  expect(QueueUrl).toBe(`${cloud.gatewayUrl}/000000000000/Example-Work`);
});

test('fills placeholders at start and the clock whenever it is set', async () => {
  const settings = () => cloud.functions.invoke('workers/settings', {}) as Promise<Record<string, string>>;

  const before = await settings();
  clock.set(3_600_000);
  const after = await settings();
  clock.set(0);

  expect(before).toMatchObject({
    VENDOR_URL: 'http://127.0.0.1:7',
    CLOCK_OFFSET_MS: '0',
    TABLE_NAME: 'Example-Rows',
  });
  expect(after.CLOCK_OFFSET_MS).toBe('3600000');
});

const startWith = async (change: Record<string, Resource>, values: Record<string, string> = placeholders) => {
  const Resources = { ...exampleTemplate.Resources, ...change };
  const changed = writeAssembly({ ...exampleTemplate, Resources }, exampleCode);
  try {
    const started = await startLocalCloud({
      clock,
      placeholders: values,
      secret: {},
      assembly: changed.directory,
    });
    await started.stop();
  } finally {
    changed.remove();
  }
};

test('refuses at start, by name, what it does not know and what would not work on AWS', async () => {
  await expect(startWith({ Cluster: { Type: 'AWS::ECS::Cluster' } })).rejects.toThrow(
    'The local cloud does not know resource type AWS::ECS::Cluster (Cluster in Example).',
  );
  await expect(startWith({}, {})).rejects.toThrow('cloudgreet-local://vendor-url');
  await expect(startWith({ EchoRole: { Type: 'AWS::IAM::Role' } })).rejects.toThrow(
    /queue mapping of workers\/echo would not work: .*sqs:receivemessage/,
  );
  await expect(startWith({ RoutePermission: { Type: 'AWS::CDK::Metadata' } })).rejects.toThrow(
    /route POST \/probe/,
  );
});
