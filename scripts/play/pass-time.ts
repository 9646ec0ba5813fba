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

/** What time passes in. */
export type Passed = Pick<OwnPlace, 'world' | 'table' | 'clock' | 'invocations'>;

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

export const passingTime = ({ world, table, clock, invocations }: Passed): PassingTime => {
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

  /** What vendors have still to tell, as one line each. */
  const toTell = (): string[] =>
    Object.entries({ retell, stripe, telnyx, resend }).flatMap(([vendor, { webhooks }]) =>
      webhooks
        .list()
        .filter(({ state }) => state === 'pending')
        .map((webhook) => `${vendor} tells ${JSON.stringify(webhook)}`),
    );
  /** Which queues have still messages, as one line each. */
  const toDo = async (): Promise<string[]> =>
    (await cloud.queues())
      .filter(({ deadLettersOf, visible, inFlight }) => deadLettersOf.length === 0 && visible + inFlight > 0)
      .map(({ name, visible, inFlight }) => `${name}: ${visible} waiting, ${inFlight} in work`);

  const undone = async (): Promise<string[]> => [...toTell(), ...(await toDo())];

  const quiet = async (): Promise<void> => {
    const until = performance.now() + PATIENCE_MS;
    let looks = 0;
    while (looks < QUIET_LOOKS) {
      const left = await undone();
      looks = left.length > 0 ? 0 : looks + 1;
      if (performance.now() > until)
        throw new Error(`the workers have not come to rest within 30 s: ${left.join('; ')}`);
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
      let [before, looks] = [Number.NaN, 0];
      for (;;) {
        const begun = invocations();
        await quiet();
        const next = await nextDue();
        if (next > instantMs || Number.isNaN(next)) {
          // What was due while it was quiet may have been taken up before it was looked for.
          if (invocations() === begun && (await undone()).length === 0) break;
          continue;
        }
        looks = next === before ? looks + 1 : 0;
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
