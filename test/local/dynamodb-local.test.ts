import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type DynamoDbLocal,
  freePort,
  startDynamoDbLocal,
} from '../../scripts/local/backends/dynamodb-local.ts';
import { withoutDynamoDbLocal } from '../support/shared-dynamo.ts';

/** Takes a port and answers nobody. */
let other: Server;
let started: DynamoDbLocal | undefined;
beforeEach(async ({ skip }) => {
  skip(withoutDynamoDbLocal() !== undefined, withoutDynamoDbLocal());
  other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(other, 'listening');
});
afterEach(async () => {
  other.close();
  await started?.stop();
  started = undefined;
});

const takenPort = () => (other.address() as AddressInfo).port;

describe('the start of DynamoDB Local', () => {
  it('takes another port where somebody was faster', async () => {
    const ports = [takenPort(), await freePort()];
    const chosen = ports.slice();

    started = await startDynamoDbLocal(async () => chosen.shift() ?? 0);

    expect(started.url).toBe(`http://127.0.0.1:${ports[1]}`);
  });

  it('gives up where every port is taken, and says so', async () => {
    await expect(startDynamoDbLocal(async () => takenPort())).rejects.toThrow(
      `Port ${takenPort()} of this machine is taken.`,
    );
  });
});
