import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const moto = spawnSync('python3', ['-c', 'import moto.server']);

import { synthesised } from './synthesised.ts';

const absent =
  moto.status === 0
    ? ''
    : ' (skipped: moto_server is not installed; pip install "moto[server]" runs this test)';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

const answers = async (url: string, server: ChildProcess): Promise<void> => {
  while (server.exitCode === null) {
    const reached = await fetch(url).then(
      () => true,
      () => false,
    );
    if (reached) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`moto_server ended with ${server.exitCode}`);
};

describe.skipIf(absent)(`an account nobody has prepared${absent}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-deploy-'));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  let server: ChildProcess;
  let endpoint: string;
  const aws = () => ({ endpoint, region: 'us-east-1', credentials });

  const cdk = (...words: string[]) =>
    promisify(execFile)('npx', ['cdk', ...words, '-c', 'stage=dev', '--output', join(folder, 'cdk.out')], {
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        CI: 'true',
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_REGION: 'us-east-1',
      },
    });

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    server = spawn('python3', ['test/infra/moto-server.py', '-H', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
    });
    await answers(`${endpoint}/moto-api/`, server);
  });

  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });

  it('is bootstrapped and gets all stacks from the two documented commands', async () => {
    const outputsFile = join(folder, 'outputs.json');

    await cdk('bootstrap', 'aws://123456789012/us-east-1');
    await cdk('deploy', '--all', '--require-approval', 'never', '--outputs-file', outputsFile);

    const outputs = JSON.parse(readFileSync(outputsFile, 'utf8'));
    const { TableName, SecretArn } = outputs['CloudGreet-dev-data'];
    const { Table } = await new DynamoDBClient(aws()).send(new DescribeTableCommand({ TableName }));
    const { SecretString } = await new SecretsManagerClient(aws()).send(
      new GetSecretValueCommand({ SecretId: SecretArn }),
    );
    const { QueueUrls } = await new SQSClient(aws()).send(
      new ListQueuesCommand({ QueueNamePrefix: 'CloudGreet-dev-app' }),
    );
    expect(Table?.StreamSpecification?.StreamViewType).toBe('NEW_AND_OLD_IMAGES');
    expect(SecretString).toBe('{}');
    expect(QueueUrls).toHaveLength(synthesised('dev').of('AWS::SQS::Queue').length);
    expect(outputs['CloudGreet-dev-app'].ApiUrl).toMatch(/^https:/);
    expect(outputs['CloudGreet-dev-web'].WebUrl).toMatch(/^https:\/\/.+\.cloudfront\.net$/);
  });
});
