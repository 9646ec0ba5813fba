import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dynamoReachability } from '../../../functions/adapters/dynamodb/reachability.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { recordedDatabase } from '../../support/recorded-database.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await startTable();
}, 60_000);
afterAll(() => table?.stop());

let stop: () => void = () => undefined;
afterEach(() => stop());
const tableAt = async (answer: RequestListener) => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  stop = () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { db: DynamoDBDocumentClient.from(client), name: 'rows' };
};

describe('whether the table answers [O6]', () => {
  it('is one read of a row that is never there, which only its leader answers', async () => {
    const { db, requests } = recordedDatabase(table.db);

    expect(await dynamoReachability({ db, name: table.name }).table()).toBe(true);
    expect(requests).toMatchObject([{ action: 'Get', input: { ConsistentRead: true } }]);
    expect(await table.rows()).toEqual([]);
  });

  it('is not waited for longer than it has', async () => {
    const silent = await tableAt(() => undefined);

    expect(await dynamoReachability(silent, 30).table()).toBe(false);
  });

  it.each([
    ['is refused', 400],
    ['fails', 500],
  ])('is no where it %s', async (_, status) => {
    const failing = await tableAt((request, response) =>
      request.resume().on('end', () => response.writeHead(status).end('{"__type":"AccessDeniedException"}')),
    );

    expect(await dynamoReachability(failing).table()).toBe(false);
  });
});
