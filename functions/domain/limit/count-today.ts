import type { Derivation } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { addDays, instantsOf, localTimeAt } from '../schedule/zone.ts';
import { DAILY_CAPS } from './limits.ts';
import type { Count, Tallies } from './ports.ts';

export type CapDeps = {
  readonly tallies: Tallies;
  readonly by: Pick<Derivation, 'digest'>;
  /** A stage's caps are so many times what limits.ts says. */
  readonly factor: number;
};

const UTC = 'Etc/UTC';

/** What is counted; `zone` where the day is a business's own, `most` where it has a cap of its own. */
export type Counted = Omit<Count, 'day'> & {
  readonly zone?: string | undefined;
  readonly most?: number | undefined;
};

/** The first instant of the next local day. Where spring jumps over midnight, that day begins later. */
const nextDay = (zone: string, date: string): number => {
  for (let minutes = 0; minutes < 1440; minutes += 15) {
    const [at] = instantsOf(zone, addDays(date, 1), minutes);
    if (at !== undefined) return at;
  }
  return Date.parse(`${addDays(date, 1)}T00:00:00Z`);
};

/**
 * Counts it if there is room for it today. What has an id counts by that, and so once, however often it is tried;
 * `undefined`: each try is another one.
 */
export const tallied =
  ({ tallies, by, factor }: CapDeps) =>
  async ({ zone = UTC, most, ...counted }: Counted, effect: string | undefined, nowMs: number) => {
    const count = { ...counted, day: localTimeAt(zone, nowMs).date };
    const room = (most ?? DAILY_CAPS[counted.cap]) * factor;
    if (effect === undefined) return tallies.addOne(count, room, nowMs);
    // 50 bits tell a few hundred apart.
    return tallies.add(count, by.digest('counted', effect).slice(0, 10), room, nowMs);
  };

/** Refuses with `daily_cap_reached` and the `retryAfterSeconds` at which the next day begins. */
export const countToday =
  (deps: CapDeps) =>
  async (counted: Counted, effect: string | undefined, nowMs: number): Promise<void> => {
    if ((await tallied(deps)(counted, effect, nowMs)) !== 'full') return;
    const zone = counted.zone ?? UTC;
    const endsAt = nextDay(zone, localTimeAt(zone, nowMs).date);
    throw new Refusal('daily_cap_reached', {
      cap: counted.cap,
      retryAfterSeconds: Math.max(1, Math.ceil((endsAt - nowMs) / 1000)),
    });
  };
