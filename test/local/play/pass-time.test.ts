import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { type Passed, passingTime } from '../../../scripts/play/pass-time.ts';

const HOUR_MS = 3_600_000;

/** A place in which nothing is due, and what happens there whenever somebody looks for what is. */
const aPlace = (onLook: () => void) => {
  const clock = createLocalClock();
  const work = { inFlight: 0, begun: 0 };
  const webhooks = { list: () => [] };
  const vendor = { webhooks };
  const cloud = {
    queues: async () => [{ name: 'Work', deadLettersOf: [], visible: 0, inFlight: work.inFlight }],
  };
  const db = {
    async send(command: unknown) {
      if (!(command instanceof ScanCommand)) return {};
      onLook();
      return { Items: [] };
    },
  };
  const place = {
    clock,
    world: { cloud, retell: vendor, stripe: vendor, telnyx: vendor, resend: vendor },
    table: { db, name: 'Rows' },
    invocations: () => work.begun,
  };
  return { clock, work, time: passingTime(place as unknown as Passed) };
};

it('lets no time pass over work that was taken up while it looked for what is due', async () => {
  const seen: number[] = [];
  let looks = 0;
  const { clock, work, time } = aPlace(() => {
    looks += 1;
    if (looks > 1) return;
    // Relayed from the stream just now: no row is due any more, and a worker has a message.
    work.begun += 1;
    work.inFlight = 1;
    setImmediate(() => {
      seen.push(clock.now());
      work.inFlight = 0;
    });
  });
  const before = clock.now();

  await time.passTo(before + HOUR_MS);

  expect(looks).toBe(2);
  expect(seen[0]).toBeLessThan(before + HOUR_MS);
  expect(clock.now()).toBeGreaterThanOrEqual(before + HOUR_MS);
});

it('lets time pass at once where nothing is to be done', async () => {
  let looks = 0;
  const { clock, time } = aPlace(() => {
    looks += 1;
  });
  const before = clock.now();

  await time.passTo(before + HOUR_MS);

  expect(looks).toBe(1);
  expect(clock.now()).toBeGreaterThanOrEqual(before + HOUR_MS);
});
