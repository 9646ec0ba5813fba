import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { repeatConflicts } from '../../../functions/adapters/dynamodb/client.ts';

/** DynamoDB Local never shows a conflict: this answers on the wire what DynamoDB's documentation says of one. */
let server: Server | undefined;
afterEach(() => server?.close());

const tableThatConflicts = async (conflicts: number, code = 'TransactionConflictException') => {
  let asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    const isRefused = asked <= conflicts;
    request.resume().on('end', () => {
      response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      const refusal = {
        __type: `com.amazonaws.dynamodb.v20120810#${code}`,
        message: 'Transaction is ongoing',
      };
      response.end(JSON.stringify(isRefused ? refusal : { Attributes: { epoch: { N: '2' } } }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const pauses: number[] = [];
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' },
    maxAttempts: 3,
  });
  repeatConflicts(client, {
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    chance: () => 0.5,
  });
  const write = () =>
    DynamoDBDocumentClient.from(client).send(
      new UpdateCommand({ TableName: 'rows', Key: { pk: 'a', sk: 'b' }, UpdateExpression: 'ADD epoch :one' }),
    );
  return { write, pauses, asked: () => asked };
};

describe('a single write beside a transaction of the same row', () => {
  it('is asked for again, with jitter, until it has been judged', async () => {
    const { write, pauses, asked } = await tableThatConflicts(3);

    const { Attributes } = await write();

    expect(Attributes).toEqual({ epoch: 2 });
    expect(asked()).toBe(4);
    expect(pauses).toEqual([10, 20, 30]);
  });

  it('fails when it was never judged', async () => {
    const { write, asked } = await tableThatConflicts(100);

    await expect(write()).rejects.toThrow('Transaction is ongoing');

    expect(asked()).toBe(8);
  });

  it('is not asked for again when its condition failed', async () => {
    const { write, asked } = await tableThatConflicts(100, 'ConditionalCheckFailedException');

    await expect(write()).rejects.toThrow('Transaction is ongoing');

    expect(asked()).toBe(1);
  });
});
