import * as fc from 'fast-check';
import type { Sighting, Subscription } from '../../functions/domain/subscription/subscription.ts';

export const aSubscription = (differing: Partial<Subscription> = {}): Subscription => ({
  status: 'active',
  startedAt: '2026-11-01T00:00:00.000Z',
  periodStartsAt: '2026-11-01T00:00:00.000Z',
  periodEndsAt: '2026-12-01T00:00:00.000Z',
  cancelsAtPeriodEnd: false,
  ...differing,
});

const FIRST_SECOND = Date.parse('2026-11-23T15:00:00.000Z');
const atSecond = (second: number) => new Date(FIRST_SECOND + second * 1000).toISOString();

const change: fc.Arbitrary<Partial<Subscription>> = fc.oneof(
  fc.record({ status: fc.constantFrom('trialing', 'active', 'past_due', 'unpaid', 'paused') }),
  fc.record({ cancelsAtPeriodEnd: fc.boolean() }),
  fc.record({ paymentMethod: fc.constantFrom('pm_1', 'pm_2', undefined) }),
  fc.record({ periodEndsAt: fc.constantFrom('2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z') }),
);

const step = fc.record({
  change,
  /** Often none: Stripe does several things in one second. */
  secondsLater: fc.constantFrom(0, 0, 0, 1, 40),
  isNoticedToo: fc.boolean(),
  isPauseToldToo: fc.boolean(),
});

const plan = fc.record({
  first: fc.constantFrom('incomplete', 'trialing', 'active'),
  steps: fc.array(step, { maxLength: 6 }),
  end: fc.constantFrom(undefined, 'in the same second', 'later'),
  isUpdatedAfterTheEnd: fc.boolean(),
  /** Event ids tell nothing of the order. */
  ids: fc.infiniteStream(fc.stringMatching(/^[0-9a-z]{8}$/)),
});

export type History = { readonly sightings: readonly Sighting[]; readonly last: Subscription };

const isSame = (one: Subscription | undefined, other: Subscription): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * Lives of a subscription as Stripe would tell them, with what each ends in. Left out are those whose last second ends
 * where it began and tells of nothing else: of these nobody can tell which of two opposite changes came last.
 */
export const histories: fc.Arbitrary<History> = plan
  .map(({ first, steps, end, isUpdatedAfterTheEnd, ids }) => {
    let second = 0;
    let now = aSubscription({ status: first, startedAt: atSecond(0) });
    let atSecondsStart: Subscription | undefined;
    const sightings: Sighting[] = [];
    const tell = (how: Sighting['how'], after: Subscription, before?: Subscription) => {
      const eventId = `evt_${ids.next().value}${sightings.length}`;
      sightings.push({ eventId, how, at: atSecond(second), after, ...(before && { before }) });
    };
    tell('created', now);
    for (const { change, secondsLater, isNoticedToo, isPauseToldToo } of steps) {
      const after = { ...now, ...change };
      if (isSame(now, after)) continue;
      second += secondsLater;
      if (secondsLater > 0) atSecondsStart = now;
      tell('changed', after, now);
      if (isPauseToldToo && after.status === 'paused' && now.status !== 'paused') tell('paused', after);
      if (isNoticedToo) tell('noticed', after);
      now = after;
    }
    const isCircle = isSame(atSecondsStart, now);
    if (end !== undefined) {
      second += end === 'later' ? 60 : 0;
      const ended = { ...now, status: 'canceled', endedAt: atSecond(second), cancelledAt: atSecond(second) };
      tell('deleted', ended);
      // Only what we do not look at can still change then.
      if (isUpdatedAfterTheEnd) tell('changed', ended, ended);
      now = ended;
    }
    return { sightings, last: now, isTold: end !== undefined || !isCircle };
  })
  .filter(({ isTold }) => isTold);

/** Everything at least once, in any order, some of it again. */
export const delivered = <Thing>(things: readonly Thing[]): fc.Arbitrary<Thing[]> =>
  fc
    .array(fc.integer({ min: 0, max: Math.max(0, things.length - 1) }), { maxLength: things.length })
    .chain((again) => {
      const all = [...things, ...again.map((index) => things[index] as Thing)];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    });
