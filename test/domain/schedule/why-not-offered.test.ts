import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { freeStarts } from '../../../functions/domain/schedule/availability.ts';
import { explainTime } from '../../../functions/domain/schedule/explain-time.ts';
import { cellsOf } from '../../../functions/domain/schedule/quarters.ts';
import { whyNotOffered } from '../../../functions/domain/schedule/why-not-offered.ts';
import { localTimeAt, standardOffsetOf, timeOf } from '../../../functions/domain/schedule/zone.ts';
import { aBusiness, anAppointment, MONDAY_MORNING } from '../../support/builders.ts';
import { DAYS } from '../../support/figure-rows.ts';
import { listedRows } from '../../support/listed-rows.ts';

const QUARTER_MS = 900_000;
const quarters = (most: number) => fc.integer({ min: 1, max: most }).map((number) => number * 15);

type Taken = { readonly crew: string; readonly startMs: number; readonly minutes: number };

/** Day documents on which these spans are taken. */
const daysWith = (taken: readonly Taken[], dayOffsetMinutes: number) => {
  const cells = taken.flatMap(({ crew, startMs, minutes }) =>
    cellsOf(startMs, minutes, dayOffsetMinutes).map((cell) => ({ crew, ...cell })),
  );
  return new Map(
    cells.map(({ day }) => [
      day,
      {
        day,
        isTaken: (crew: string, quarter: number) =>
          cells.some((cell) => cell.day === day && cell.crew === crew && cell.quarters.includes(quarter)),
      },
    ]),
  );
};

/** Rules, what is taken and a time to ask for, around an instant at which clocks may change. */
const worlds = fc.constantFrom(...DAYS).chain(([zone, middle]) => {
  const middleMs = Date.parse(middle);
  const near = fc.integer({ min: -200, max: 200 }).map((quarter) => middleMs + quarter * QUARTER_MS);
  const opening = fc.record({
    weekday: fc.integer({ min: 0, max: 6 }),
    opens: fc.integer({ min: 0, max: 95 }).map((quarter) => timeOf(quarter * 15)),
    closes: fc.integer({ min: 0, max: 96 }).map((quarter) => timeOf(quarter * 15)),
  });
  return fc.record({
    zone: fc.constant(zone),
    hours: fc.array(opening, { minLength: 1, maxLength: 12 }),
    crews: fc.constantFrom(
      [{ id: 'a', name: 'A' }],
      [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    ),
    startEveryMinutes: quarters(8),
    noticeMinutes: fc.constantFrom(0, 60, 1440),
    horizonDays: fc.constantFrom(1, 2, 30),
    durationMinutes: quarters(20),
    nowMs: fc.oneof(
      near,
      near.map((ms) => ms - 3 * 86_400_000),
    ),
    taken: fc.array(fc.record({ crew: fc.constantFrom('a', 'b'), startMs: near, minutes: quarters(16) }), {
      maxLength: 8,
    }),
    startsAtMs: fc.oneof(
      near,
      near.map((ms) => ms + 60_000),
    ),
    /** Of the times that are offered one is asked for, if there are any: few are by chance. */
    pick: fc.option(fc.nat(), { nil: undefined }),
  });
});

describe('why a time is not offered [D11]', () => {
  it('has no reason if and only if the time is one of those that are offered', () => {
    let offered = 0;
    fc.assert(
      fc.property(worlds, ({ zone, durationMinutes, taken, nowMs, pick, ...given }) => {
        const service = { id: 'job', name: 'Job', durationMinutes };
        const dayOffsetMinutes = standardOffsetOf(zone, nowMs);
        const business = aBusiness({
          ...given,
          zone,
          dayOffsetMinutes,
          services: [service],
        } as Partial<Business>);
        const days = daysWith(taken, dayOffsetMinutes);
        const startsOf = (ms: number) => {
          const { date } = localTimeAt(zone, ms);
          return freeStarts({ business, service, days, fromDate: date, toDate: date, nowMs });
        };
        const there = startsOf(given.startsAtMs);
        const startsAtMs =
          pick === undefined
            ? given.startsAtMs
            : (there[pick % there.length]?.startsAtMs ?? given.startsAtMs);

        const reasons = whyNotOffered({ business, service, days, appointments: [], startsAtMs, nowMs });

        const isOffered = startsOf(startsAtMs).some((start) => start.startsAtMs === startsAtMs);
        offered += isOffered ? 1 : 0;
        expect(reasons.length === 0, JSON.stringify(reasons)).toBe(isOffered);
        expect(new Set(reasons.map(({ code, crewId }) => `${code} ${crewId}`)).size).toBe(reasons.length);
      }),
      { numRuns: 1500 },
    );
    expect(offered).toBeGreaterThan(50);
  });

  const BOOKED = anAppointment();
  const business = aBusiness();
  const explained = (start: string, { crewId, of = business }: { crewId?: string; of?: Business } = {}) => {
    const taken = [{ crew: 'a', startMs: Date.parse(BOOKED.startsAt), minutes: 60 }];
    const cancelled = anAppointment({ id: 'apt_cancelled00001' as AppointmentId, status: 'cancelled' });
    return explainTime({
      settings: { find: async () => of },
      days: { read: async () => daysWith(taken, -360) },
      lists: {
        appointments: listedRows([BOOKED, cancelled], ({ startsAt }) => startsAt, { order: 'earliest' }),
      },
    })(business.id, { serviceId: 'furnace-repair', start, crewId }, MONDAY_MORNING);
  };

  it('names the appointment that has taken it, and the nearest times that are free', async () => {
    expect(await explained('2026-11-24T15:30:00.000Z')).toEqual({
      start: '2026-11-24T15:30:00.000Z',
      localStart: '2026-11-24T09:30',
      serviceId: 'furnace-repair',
      isOffered: false,
      reasons: [{ code: 'taken', crewId: 'a', appointmentIds: [BOOKED.id] }],
      nearest: {
        before: { startsAt: '2026-11-24T14:00:00.000Z', localStart: '2026-11-24T08:00', crewId: 'a' },
        after: { startsAt: '2026-11-24T16:00:00.000Z', localStart: '2026-11-24T10:00', crewId: 'a' },
      },
    });
  });

  it.each([
    ['2026-11-24T17:00:00.000Z', []],
    ['2026-11-24T17:10:00.000Z', ['off_grid']],
    ['2026-11-22T17:00:00.000Z', ['past', 'closed_that_day']],
    ['2026-11-23T15:30:00.000Z', ['notice']],
    ['2026-12-24T17:00:00.000Z', ['horizon']],
    ['2026-11-24T22:30:00.000Z', ['does_not_fit']],
    ['2026-11-25T02:00:00.000Z', ['outside_hours']],
    ['2026-11-28T17:00:00.000Z', ['closed_that_day']],
    ['2026-11-24T14:45:00.000Z', ['off_grid', 'taken']],
  ])('of %s are all that apply: %j', async (start, codes) => {
    const { reasons, isOffered } = await explained(start);

    expect(reasons.map(({ code }) => code)).toEqual(codes);
    expect(isOffered).toBe(codes.length === 0);
  });

  it('says what is taken by no appointment of ours without one', async () => {
    const of = aBusiness({ crews: [{ id: 'b', name: 'Crew B' }, ...business.crews] });

    expect(await explained('2026-11-24T15:00:00.000Z', { of })).toMatchObject({ isOffered: true });
    expect(await explained('2026-11-24T15:00:00.000Z', { of, crewId: 'a' })).toMatchObject({
      reasons: [{ code: 'taken', crewId: 'a' }],
    });
  });

  it.each([
    [{ start: '2028-11-24T15:00:00.000Z' }, ['start']],
    [{ start: '2026-11-24T15:00:00.000Z', crewId: 'zz' }, ['crewId']],
  ])(
    'refuses what it cannot tell by the field: %j',
    async ({ start, crewId }: { start: string; crewId?: string }, fields) => {
      await expect(explained(start, crewId ? { crewId } : {})).rejects.toMatchObject({
        code: 'invalid_arguments',
        facts: { fields },
      });
    },
  );
});
