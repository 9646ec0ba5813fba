import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CloudPlan } from '../../scripts/local/assembly/plan.ts';
import { startTableStore } from '../../scripts/local/backends/table-stores.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { ownCall } from '../../scripts/local/gateway/aws-call.ts';

const HOUR_MS = 3_600_000;
const region = 'us-east-1';

const plan = {
  place: { region, accountId: '000000000000', gatewayUrl: 'http://127.0.0.1:9' },
  tables: [
    {
      name: 'rows',
      arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/rows',
      hashKey: 'pk',
      create: {
        TableName: 'rows',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      },
      expiryAttribute: 'expiresAt',
    },
  ],
} as unknown as CloudPlan;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

it('tables in memory lose what has expired by the local clock, within a minute', async () => {
  const clock = createLocalClock();
  let stop = async () => {};
  const { backend } = await startTableStore('memory', { plan, clock, started: (stopIt) => (stop = stopIt) });
  const ask = async (action: string, input: object) => {
    const { body } = await backend(
      ownCall('dynamodb', action, { TableName: 'rows', ...input }, region),
      AbortSignal.any([]),
    );
    return JSON.parse(body.toString()) as { readonly Items?: readonly object[] };
  };
  const expiresAt = String(Math.floor((Date.now() + HOUR_MS) / 1000));
  await ask('PutItem', { Item: { pk: { S: 'soon' }, expiresAt: { N: expiresAt } } });
  await ask('PutItem', { Item: { pk: { S: 'never' } } });

  vi.advanceTimersByTime(60_000);
  const before = await ask('Scan', {});
  clock.set(2 * HOUR_MS);
  const unseen = await ask('Scan', {});
  vi.advanceTimersByTime(60_000);
  const after = await ask('Scan', {});
  await stop();

  expect(before.Items).toHaveLength(2);
  expect(unseen.Items).toHaveLength(2);
  expect(after.Items).toEqual([{ pk: { S: 'never' } }]);
});
