import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ExampleCloud, row, startExampleCloud } from './example-cloud.ts';

let example: ExampleCloud;
beforeAll(async () => {
  example = await startExampleCloud();
}, 30_000);
afterAll(() => example?.stop());
beforeEach(() => example.cloud.clearFaults());

test('injects what DynamoDB Local never shows, just as DynamoDB words it', async () => {
  const dynamo = new DynamoDBClient(example.client);
  example.cloud.inject({
    service: 'dynamodb',
    action: 'TransactWriteItems',
    times: 1,
    error: 'TransactionConflict',
  });
  const write = () =>
    dynamo.send(
      new TransactWriteItemsCommand({
        TransactItems: ['a', 'b'].map((sk) => ({ Put: { TableName: example.TableName, Item: row(sk) } })),
      }),
    );

  await expect(write()).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });
  await expect(write()).resolves.toBeDefined();
});

test('fails single events of a request, and lets the first call pass if it is told to', async () => {
  const bus = new EventBridgeClient(example.client);
  const entry = { EventBusName: 'example', Source: 'x', DetailType: 'nobody.listens', Detail: '{}' };
  const put = () => bus.send(new PutEventsCommand({ Entries: [entry, entry] }));
  example.cloud.inject({
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
  const dynamo = new DynamoDBClient(example.client);
  example.cloud.inject({
    service: 'dynamodb',
    action: 'PutItem',
    caller: 'operator',
    times: 1,
    error: 'drop',
    after: true,
  });

  const lost = dynamo.send(new PutItemCommand({ TableName: example.TableName, Item: row('lost') }));
  await expect(lost).rejects.toThrow();
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: example.TableName, Key: row('lost') }));

  expect(Item).toEqual(row('lost'));
});

test('crashes a function in the middle of a call', async () => {
  example.cloud.inject({
    service: 'dynamodb',
    action: 'PutItem',
    caller: 'api/probe',
    times: 1,
    error: 'crash',
    after: true,
  });
  const input = { TableName: example.TableName, Item: row('crashed') };

  const crashed = await fetch(`${example.cloud.apiUrl}/probe`, {
    method: 'POST',
    body: JSON.stringify({ service: 'dynamodb', target: 'DynamoDB_20120810.PutItem', input }),
  });
  const { Item } = await new DynamoDBClient(example.client).send(
    new GetItemCommand({ TableName: example.TableName, Key: row('crashed') }),
  );

  expect(crashed.status).toBe(500);
  expect(Item).toBeDefined();
});
