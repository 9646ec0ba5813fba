import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExampleCloud, startChanged, startExampleCloud } from './example-cloud.ts';

let example: ExampleCloud;
beforeAll(async () => {
  example = await startExampleCloud();
}, 30_000);
afterAll(() => example?.stop());

test('keeps two versions of the secret', async () => {
  const secrets = new SecretsManagerClient(example.client);
  const read = async (VersionStage: string) =>
    (
      await secrets.send(
        new GetSecretValueCommand({ SecretId: example.cloud.outputs.SecretArn, VersionStage }),
      )
    ).SecretString;

  await example.cloud.updateSecret({ v: 2 });

  expect([await read('AWSCURRENT'), await read('AWSPREVIOUS')]).toEqual(['{"v":2}', '{"v":1}']);
});

test('stores objects, and gives queue addresses that lead through the gateway', async () => {
  const s3 = new S3Client(example.client);
  const place = { Bucket: example.cloud.outputs.RawBucketName, Key: 'raw/a b.json' };

  await s3.send(new PutObjectCommand({ ...place, Body: 'hello' }));
  const { Body } = await s3.send(new GetObjectCommand(place));
  const { QueueUrl } = await new SQSClient(example.client).send(
    new GetQueueUrlCommand({ QueueName: 'Example-Work' }),
  );

  expect(await Body?.transformToString()).toBe('hello');
  expect(QueueUrl).toBe(`${example.cloud.gatewayUrl}/000000000000/Example-Work`);
});

test('fills placeholders at start and the clock whenever it is set', async () => {
  const settings = () =>
    example.cloud.functions.invoke('workers/settings', {}) as Promise<Record<string, string>>;

  const before = await settings();
  example.clock.set(3_600_000);
  const after = await settings();
  example.clock.set(0);

  expect(before).toMatchObject({
    VENDOR_URL: 'http://127.0.0.1:7',
    CLOCK_OFFSET_MS: '0',
    TABLE_NAME: 'Example-Rows',
  });
  expect(after.CLOCK_OFFSET_MS).toBe('3600000');
});

test('goes on as it was started when its assembly is made anew or deleted', async () => {
  await example.cloud.functions.restart('workers/settings');

  example.removeAssembly();

  await expect(example.cloud.functions.invoke('workers/settings', {})).resolves.toMatchObject({
    TABLE_NAME: 'Example-Rows',
  });
});

test('refuses at start, by name, what it does not know and what would not work on AWS', async () => {
  await expect(startChanged({ Cluster: { Type: 'AWS::ECS::Cluster' } })).rejects.toThrow(
    'The local cloud does not know resource type AWS::ECS::Cluster (Cluster in Example).',
  );
  await expect(startChanged({}, {})).rejects.toThrow('cloudgreet-local://vendor-url');
  await expect(startChanged({ EchoRole: { Type: 'AWS::IAM::Role' } })).rejects.toThrow(
    /queue mapping of workers\/echo would not work: .*sqs:receivemessage/,
  );
  await expect(startChanged({ RoutePermission: { Type: 'AWS::CDK::Metadata' } })).rejects.toThrow(
    /route POST \/probe/,
  );
});
