import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ifItHolds } from '../../functions/adapters/dynamodb/if-it-holds.ts';
import { DUE_INDEX, keys } from '../../functions/adapters/dynamodb/keys.ts';
import type { OwnPlace } from './start-place.ts';

const MINUTE_MS = 60_000;
/** Longer than anything takes that is under way. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 40;
/** Looks in a row that must find nothing: work on its way could pass behind a single one. */
const QUIET_LOOKS = 2;
/** Schedules that run in vain for one and the same row. */
const MOST_LOOKS = 10;
const DUE = /^DUE#/;

export type PassingTime = {
  /** Resolves when no message waits for a worker, and no vendor has anything left to tell. */
  quiet(): Promise<void>;
  /**
   * Lets time pass up to that instant. Wherever something falls due on the way, it halts, runs the schedules there and
   * waits for what comes of it; minutes in which nothing is due are not looked at one by one.
   */
  passTo(instantMs: number): Promise<void>;
};

const minuteOf = (instantMs: number): number => Math.floor(instantMs / MINUTE_MS) * MINUTE_MS;

export const passingTime = ({ world, table, clock }: OwnPlace): PassingTime => {
  const { cloud, retell, stripe, telnyx, resend } = world;

  /** Nothing is due before the minute: releasing goes on from there. */
  const skipTo = (minuteMs: number): Promise<unknown> =>
    ifItHolds(
      table.db.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.watermark(), v: 1, releasedToMs: minuteMs },
          ConditionExpression: 'attribute_not_exists(pk) OR releasedToMs < :to',
          ExpressionAttributeValues: { ':to': minuteMs },
        }),
      ),
    );

  const isTelling = (): boolean =>
    [retell, stripe, telnyx, resend].some(({ webhooks }) =>
      webhooks.list().some(({ state }) => state === 'pending'),
    );
  const isWorking = async (): Promise<boolean> =>
    (await cloud.queues()).some(
      ({ deadLettersOf, visible, inFlight }) => deadLettersOf.length === 0 && visible + inFlight > 0,
    );

  const quiet = async (): Promise<void> => {
    const until = performance.now() + PATIENCE_MS;
    let looks = 0;
    while (looks < QUIET_LOOKS) {
      looks = isTelling() || (await isWorking()) ? 0 : looks + 1;
      if (performance.now() > until) throw new Error('the workers have not come to rest within 30 s');
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };

  /** When the next row falls due, in milliseconds. */
  const nextDue = async (): Promise<number> => {
    const { Items = [] } = await table.db.send(
      new ScanCommand({ TableName: table.name, IndexName: DUE_INDEX }),
    );
    return Math.min(
      ...Items.filter(({ duePk }) => DUE.test(String(duePk))).map(({ dueSk }) =>
        Date.parse(String(dueSk).split('#')[0] ?? ''),
      ),
    );
  };

  return {
    quiet,
    async passTo(instantMs) {
      let before = Number.NaN;
      for (let looks = 0; ; looks += 1) {
        await quiet();
        const next = await nextDue();
        if (next > instantMs || Number.isNaN(next)) break;
        looks = next === before ? looks : 0;
        if (looks > MOST_LOOKS)
          throw new Error(`what is due since ${new Date(next).toISOString()} is never done`);
        before = next;
        if (next >= clock.now()) clock.passTo(next + 1);
        // Not past what fell due while somebody was on the phone: it would never be looked for.
        await skipTo(minuteOf(Math.min(next, clock.now())) - MINUTE_MS);
        await cloud.runSchedules();
      }
      if (instantMs > clock.now()) clock.passTo(instantMs);
      await skipTo(minuteOf(clock.now()) - MINUTE_MS);
    },
  };
};
