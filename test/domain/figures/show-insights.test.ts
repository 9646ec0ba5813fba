import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { showInsights } from '../../../functions/domain/figures/show-insights.ts';
import { hasReached } from '../../../functions/domain/figures/stages.ts';
import { addDays } from '../../../functions/domain/schedule/zone.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { DAYS, type History, histories, sourcesOf, wall } from '../../support/figure-rows.ts';

const ID = 'biz_apexhvac01' as BusinessId;
const NOTHING: History = { calls: [], fees: [], texts: [], appointments: [], invoices: [] };
const NOW = Date.parse('2026-11-23T15:00:00Z');
const NOVEMBER = { from: '2026-11-01', until: '2026-11-23' };

const shown = (business: Business, history: History, wanted: object = NOVEMBER, nowMs = NOW) =>
  showInsights(sourcesOf(business, history).sources)(ID, wanted, nowMs);

const aCall = (differing: object) =>
  ({ id: 'call_1', startedAt: '2026-11-10T15:00:00.000Z', appointmentIds: [], ...differing }) as never;
const aFee = (differing: object) =>
  ({ state: 'charged', amountCents: 5000, createdAt: '2026-11-10T15:00:00.000Z', ...differing }) as never;

describe('insights [O4]', () => {
  it('F-OPS-2: are, of both periods alike, what a plain count of their rows by the clock on the wall comes to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DAYS).chain(([zone, middle]) =>
          fc.record({
            zone: fc.constant(zone),
            middle: fc.constant(middle),
            length: fc.integer({ min: 1, max: 9 }),
            shift: fc.integer({ min: -4, max: 2 }),
            nowMs: fc.integer({ min: -48, max: 48 }).map((hours) => Date.parse(middle) + hours * 3_600_000),
            history: histories(Date.parse(middle), { daysBefore: 20 }),
            jobValueCents: fc.option(fc.integer({ min: 0, max: 90_000 })),
          }),
        ),
        async ({ zone, middle, length, shift, nowMs, history, jobValueCents }) => {
          const from = addDays(middle.slice(0, 10), shift);
          const wanted = { from, until: addDays(from, length) };

          const insights = await shown(aBusiness({ zone, jobValueCents }), history, wanted, nowMs);

          const began = ({ startedAt, heardOfEndAt }: History['calls'][number]) =>
            startedAt ?? heardOfEndAt ?? '';
          const dateOf = (at: string) => wall(zone, at).slice(0, 10);
          const found = new Map(history.appointments.map((one) => [String(one.id), one]));
          const isKept = (id: string) => {
            const one = found.get(id);
            const end = one && Date.parse(one.startsAt) + one.durationMinutes * 60_000;
            return end !== undefined && one?.status === 'booked' && end <= nowMs;
          };
          for (const [first, until, period] of [
            [from, wanted.until, insights.period],
            [addDays(from, -length), from, insights.previous],
          ] as const) {
            const isIn = (at: string) => dateOf(at) >= first && dateOf(at) < until;
            let [number, tests, answered, qualified, booked, kept] = [0, 0, 0, 0, 0, 0];
            for (const call of history.calls.filter((one) => isIn(began(one)))) {
              if (call.callType === 'web_call') {
                tests += 1;
                continue;
              }
              number += 1;
              if (call.outcome === 'not_connected') continue;
              answered += 1;
              const asked = ['booked', 'refused', 'texted', 'looked_up'].includes(String(call.outcome));
              if (asked || call.appointmentIds.length > 0) qualified += 1;
              if (call.appointmentIds.length > 0) booked += 1;
              if (call.appointmentIds.some(isKept)) kept += 1;
            }
            expect(period).toMatchObject({ fromDate: first, untilDate: until, isComplete: true });
            expect(period.calls).toMatchObject({ count: number, testCalls: tests });
            expect(period.funnel.map((step) => step.count)).toEqual([answered, qualified, booked, kept]);
            expect(period.funnel.map((step) => step.count)).toEqual(
              period.funnel.map((step) => step.count).toSorted((one, other) => other - one),
            );

            let [bookings, feesCents, keptBookings] = [0, 0, 0];
            for (const fee of history.fees.filter(({ createdAt }) => isIn(createdAt))) {
              if (fee.waivedBecause === 'test_call' || fee.waivedBecause === 'owner_call') continue;
              bookings += 1;
              if (isKept(fee.appointmentId)) keptBookings += 1;
              if (fee.state !== 'waived')
                feesCents += fee.amountCents - Math.max(fee.creditedCents ?? 0, fee.refundedCents ?? 0);
            }
            const paid = history.invoices.filter(({ state, at }) => state === 'paid' && isIn(at));
            const subscriptionCents = paid.reduce(
              (sum, one) => sum + one.paidCents - Math.max(one.creditedCents ?? 0, one.refundedCents ?? 0),
              0,
            );
            const value = jobValueCents === null ? null : keptBookings * jobValueCents;
            const cost = paid.length === 0 ? null : feesCents + subscriptionCents;
            expect(period.bookings).toMatchObject({ count: bookings, feesCents });
            expect(period.byService.reduce((sum, one) => sum + one.kept, 0)).toBe(keptBookings);
            expect(period.roi).toMatchObject({
              valueCents: value,
              feesCents,
              subscriptionCents: paid.length === 0 ? null : subscriptionCents,
              costCents: cost,
              gainCents: value === null || cost === null ? null : value - cost,
            });
          }

          const cells = insights.byHour.map(({ calls }) => calls).reduce((sum, calls) => sum + calls, 0);
          expect(cells).toBe(insights.period.calls.count);
          expect(insights.days.map(({ date }) => date)).toEqual(
            Array.from({ length }, (_, index) => addDays(from, index)),
          );
          for (const day of insights.days) {
            const calls = history.calls.filter(
              (call) => call.callType !== 'web_call' && dateOf(began(call)) === day.date,
            );
            expect(day.calls).toBe(calls.length);
            for (const call of calls) {
              const hour = Number(wall(zone, began(call)).slice(11));
              const weekday = new Date(`${day.date}T00:00:00Z`).getUTCDay();
              expect(insights.byHour).toContainEqual(expect.objectContaining({ weekday, hour }));
            }
          }
          expect(insights.days.reduce((sum, day) => sum + day.bookings, 0)).toBe(
            insights.period.bookings.count,
          );
          expect(insights.days.reduce((sum, day) => sum + day.feesCents, 0)).toBe(
            insights.period.bookings.feesCents,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('lead from each step to the rows that it counts', async () => {
    const calls = [
      aCall({ id: 'call_1', outcome: 'booked', appointmentIds: [anAppointment().id] }),
      aCall({ id: 'call_2', outcome: 'no_tools' }),
      aCall({ id: 'call_3', outcome: 'refused' }),
      aCall({ id: 'call_4', outcome: 'not_connected' }),
      aCall({ id: 'call_5', outcome: 'booked', callType: 'web_call' }),
    ];
    const kept = anAppointment({ startsAt: '2026-11-11T15:00:00.000Z' });

    const { period } = await shown(aBusiness(), { ...NOTHING, calls, appointments: [kept] });

    for (const step of period.funnel) {
      const { rows } = step;
      const listed = 'stage' in rows ? calls.filter((call) => hasReached(rows.stage, call)) : rows.ids;
      expect(listed, step.name).toHaveLength(step.count);
    }
    expect(period.funnel.map(({ count }) => count)).toEqual([3, 2, 1, 1]);
    expect(period.funnel[0]?.rows).toEqual({
      list: 'calls',
      stage: 'answered',
      from: '2026-11-01T05:00:00.000Z',
      until: '2026-11-23T06:00:00.000Z',
    });
  });

  it('invent nothing where there is nothing: averages and returns are unknown, and not zero', async () => {
    const { period, previous, days, byHour } = await shown(aBusiness(), NOTHING, {});

    expect(period).toMatchObject({
      averageCallMs: null,
      callCostMicros: null,
      roi: {
        valueCents: null,
        subscriptionCents: null,
        costCents: null,
        gainCents: null,
        valuePerDollar: null,
      },
    });
    expect([period.fromDate, period.untilDate, previous.fromDate]).toEqual([
      '2026-10-25',
      '2026-11-24',
      '2026-09-25',
    ]);
    expect(days).toHaveLength(30);
    expect(byHour).toEqual([]);
  });

  it("reckon with a service's own job value before that of all, and with none where one is missing", async () => {
    const appointments = ['furnace-repair', 'tune-up'].map((serviceId, index) =>
      anAppointment({
        id: `apt_valued${index}00000` as never,
        serviceId,
        startsAt: '2026-11-11T15:00:00.000Z',
      }),
    );
    const fees = appointments.map(({ id }) => aFee({ id: `fee_${id}`, appointmentId: id }));
    const invoices = [{ state: 'paid', at: '2026-11-02T15:00:00Z', paidCents: 20_000 }] as never;
    const history = { ...NOTHING, appointments, fees, invoices };
    const [repair] = aBusiness().services;
    const services = [{ ...(repair as NonNullable<typeof repair>), jobValueCents: 30_000 }];

    const known = await shown(aBusiness({ services, jobValueCents: 12_000 }), history);
    const missing = await shown(aBusiness({ services }), history);

    expect(known.period.roi).toMatchObject({
      valueCents: 42_000,
      costCents: 30_000,
      gainCents: 12_000,
      valuePerDollar: 1.4,
    });
    expect(missing.period.roi).toMatchObject({ valueCents: null, costCents: 30_000, gainCents: null });
  });

  it('count so many rows and no more, and say of which period they are too low', async () => {
    const fees = Array.from({ length: 4001 }, (_, index) =>
      aFee({
        appointmentId: `apt_${index}`,
        createdAt: index < 1500 ? '2026-11-10T15:00:00.000Z' : '2026-10-20T15:00:00.000Z',
      }),
    );
    const { sources, asked } = sourcesOf(aBusiness(), { ...NOTHING, fees });

    const { period, previous } = await showInsights(sources)(ID, NOVEMBER, NOW);

    expect(period).toMatchObject({ isComplete: true, bookings: { count: 1500 } });
    expect(previous).toMatchObject({ isComplete: false, bookings: { count: 2500 } });
    expect(asked).toHaveLength(5);
  });
});
