import { expect, test } from 'vitest';
import { startApi } from './started-api.ts';

const WEBHOOK = ['POST', '/webhooks/retell'] as const;

test('refuses a body over 10 MB', async () => {
  const { call, seen } = await startApi();
  const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');

  const { status } = await call(...WEBHOOK, { 'content-type': 'application/json' }, body);

  expect([status, seen.length]).toEqual([413, 0]);
});

test('refuses headers over 10,240 bytes', async () => {
  const { call, seen } = await startApi();

  const { status } = await call(...WEBHOOK, { 'x-large': 'x'.repeat(10_240) });

  expect([status, seen.length]).toEqual([431, 0]);
});

test('lets a burst through and refuses what comes on top of it', async () => {
  const { call, seen } = await startApi({ throttle: { burst: 2, ratePerSecond: 0.001 } });

  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await call(...WEBHOOK)).status);

  expect([statuses, seen.length]).toEqual([[204, 204, 429], 2]);
});
