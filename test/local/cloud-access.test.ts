import { DynamoDBClient, GetItemCommand, ListBackupsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExampleCloud, row, startExampleCloud } from './example-cloud.ts';

let example: ExampleCloud;
beforeAll(async () => {
  example = await startExampleCloud();
}, 30_000);
afterAll(() => example?.stop());

test('a function may do what its role allows and is refused the rest in the words of AWS', async () => {
  const { TableName } = example;

  const put = await example.probe('dynamodb', 'DynamoDB_20120810.PutItem', {
    TableName,
    Item: row('allowed'),
  });
  const removed = await example.probe('dynamodb', 'DynamoDB_20120810.DeleteItem', {
    TableName,
    Key: row('allowed'),
  });

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
  const Put = { TableName: example.TableName, Item: row('transacted') };
  const Update = { TableName: example.TableName, Key: row('other'), UpdateExpression: 'SET a = :a' };
  const target = 'DynamoDB_20120810.TransactWriteItems';

  const allowed = await example.probe('dynamodb', target, { TransactItems: [{ Put }] });
  const refused = await example.probe('dynamodb', target, { TransactItems: [{ Put }, { Update }] });

  expect(allowed.status).toBe(200);
  expect(refused.answer.message).toContain('dynamodb:UpdateItem');
});

test('records who called what', async () => {
  await example.probe('dynamodb', 'DynamoDB_20120810.GetItem', {
    TableName: example.TableName,
    Key: row('nothing'),
  });

  expect(example.cloud.requests().at(-1)).toMatchObject({
    caller: 'api/probe',
    service: 'dynamodb',
    action: 'GetItem',
    resources: ['arn:aws:dynamodb:us-east-1:000000000000:table/Example-Rows'],
    status: 200,
  });
});

test('refuses services, actions and keys it does not know', async () => {
  const service = await example.probe('bedrock', 'Bedrock.InvokeModel', {});
  const action = await example.probe('secretsmanager', 'secretsmanager.DeleteSecret', {
    SecretId: example.cloud.outputs.SecretArn,
  });
  const backups = await new DynamoDBClient(example.client)
    .send(new ListBackupsCommand({}))
    .catch((error: Error) => error);
  const unsigned = await fetch(example.cloud.gatewayUrl, { method: 'POST' });
  const strangers = await new DynamoDBClient({
    ...example.client,
    credentials: { accessKeyId: 'SOMEBODY', secretAccessKey: 'x' },
  })
    .send(new GetItemCommand({ TableName: example.TableName, Key: row('x') }))
    .catch((error: Error) => error.name);

  expect(service.answer.message).toContain('does not run AWS service "bedrock"');
  expect(action.answer.__type).toBe('AccessDeniedException');
  expect(backups).toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('dynamodb:ListBackups'),
  });
  expect(unsigned.status).toBe(403);
  expect(strangers).toBe('UnrecognizedClientException');
});
