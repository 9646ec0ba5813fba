import { setTimeout as wait } from 'node:timers/promises';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { BenchWorld } from './bench-world.ts';

const LOOKS = 4;
const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 60_000;

/** Resolves when moreover no row is due: all that was to be announced is announced. Throws after a minute. */
export const untilNothingIsDue = async (bench: BenchWorld): Promise<void> => {
  const { table } = bench.place;
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    await untilQuiet(bench);
    const due: unknown[] = [];
    const wanted = {
      TableName: table.name,
      // Businesses stand in the same index, to be listed, and are never due.
      // So are recordings, not before a year.
      FilterExpression:
        'begins_with(duePk, :due) AND NOT (attribute_exists(keptUntil) AND attribute_exists(wake))',
      ExpressionAttributeValues: { ':due': 'DUE#' },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateScan({ client: table.db }, wanted)) due.push(...Items);
    if (due.length === 0) return;
    if (performance.now() > until) throw new Error(`${due.length} rows are still due after a minute`);
  }
};

/** Resolves when nothing has happened for a while and nothing waits. Throws after a minute, or after so long. */
export const untilQuiet = async (
  { world, lines }: BenchWorld,
  patienceMs: number = PATIENCE_MS,
): Promise<void> => {
  const waits = async (): Promise<boolean> => {
    const messages = (await world.cloud.queues()).some(
      ({ name, visible, inFlight }) => !name.includes('DeadLetters') && visible + inFlight > 0,
    );
    const { stripe, telnyx, resend, retell } = world;
    const webhooks = [stripe, telnyx, resend, retell].some(({ webhooks: log }) =>
      log.list().some(({ state }) => state === 'pending'),
    );
    return messages || webhooks;
  };
  const until = performance.now() + patienceMs;
  let [still, seen] = [0, -1];
  while (still < LOOKS) {
    if (performance.now() > until)
      throw new Error(`the local cloud is still busy after ${patienceMs / 1000} s`);
    const busy = await waits();
    const happened = lines.filter(({ source }) => source === 'lambda').length;
    still = busy || happened !== seen ? 0 : still + 1;
    seen = happened;
    await wait(LOOK_EVERY_MS);
  }
};
