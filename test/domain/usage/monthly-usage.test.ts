import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { TEXT_STATES } from '../../../functions/contracts/text-states.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import type { PageWanted } from '../../../functions/domain/lists/ports.ts';
import { localDateTime } from '../../../functions/domain/schedule/zone.ts';
import { monthlyUsage } from '../../../functions/domain/usage/monthly-usage.ts';
import { aBusiness } from '../../support/builders.ts';

const ID = 'biz_apexhvac01' as BusinessId;
type Row = { readonly at: string; readonly [field: string]: unknown };

/** A list in pages as the table has it: sorted, from and until by comparing texts, the latest first. */
const listOf =
  (rows: readonly Row[], asked: PageWanted[] = []) =>
  async (_: BusinessId, wanted: PageWanted) => {
    asked.push(wanted);
    const { from = '', until = '\uffff', limit, cursor = '0' } = wanted;
    const within = rows
      .filter(({ at }) => at >= from && at < until)
      .toSorted((a, b) => (a.at < b.at ? 1 : -1));
    const start = Number(cursor);
    const next = start + limit < within.length ? String(start + limit) : undefined;
    return { items: within.slice(start, start + limit), next };
  };

const usageIn = (
  zone: string,
  given: { calls?: Row[]; fees?: Row[]; texts?: Row[] },
  asked?: PageWanted[],
) => {
  const settings = { find: async () => aBusiness({ zone }) };
  const lists = {
    calls: listOf(given.calls ?? [], asked),
    fees: listOf(given.fees ?? []),
    texts: listOf(given.texts ?? []),
  };
  return monthlyUsage({ settings, lists } as never)(ID, '2026-11');
};

const at = fc
  .integer({ min: Date.parse('2026-10-29T00:00:00Z'), max: Date.parse('2026-12-03T00:00:00Z') })
  .map((ms) => new Date(ms).toISOString());
const cents = fc.integer({ min: 0, max: 20_000 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const calls = fc.record({
  at,
  durationMs: maybe(fc.integer({ min: 0, max: 7_200_000 })),
  costMicros: maybe(fc.integer({ min: 0, max: 5_000_000 })),
});
const FEE_STATES = ['owed', 'charged', 'declined', 'waived'] as const;
const fees = fc.record({
  at,
  state: fc.constantFrom(...FEE_STATES),
  amountCents: cents,
  creditedCents: maybe(cents),
  refundedCents: maybe(cents),
});
const texts = fc.record({ at, state: fc.constantFrom(...TEXT_STATES) });

describe('what a business used in a month [O8]', () => {
  it('is what a plain count of the rows of its own month comes to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('America/Chicago', 'America/Phoenix', 'Asia/Kathmandu', 'Pacific/Kiritimati'),
        fc.array(calls, { maxLength: 250 }),
        fc.array(fees, { maxLength: 40 }),
        fc.array(texts, { maxLength: 40 }),
        async (zone, someCalls, someFees, someTexts) => {
          const usage = await usageIn(zone, { calls: someCalls, fees: someFees, texts: someTexts });

          // Plainly: by what the clock on the wall showed.
          const isOfMonth = (row: { at: string }) =>
            localDateTime(zone, Date.parse(row.at)).startsWith('2026-11');
          let [callMs, micros, booked, number] = [0, 0, 0, 0];
          for (const call of someCalls.filter(isOfMonth)) {
            number += 1;
            callMs += call.durationMs ?? 0;
            micros += call.costMicros ?? 0;
          }
          const money: Record<string, number> = {};
          for (const fee of someFees.filter(isOfMonth)) {
            booked += 1;
            money[fee.state] = (money[fee.state] ?? 0) + fee.amountCents;
            money.credited = (money.credited ?? 0) + (fee.creditedCents ?? 0);
            money.refunded = (money.refunded ?? 0) + (fee.refundedCents ?? 0);
          }
          const told: Record<string, number> = {};
          for (const { state } of someTexts.filter(isOfMonth)) told[state] = (told[state] ?? 0) + 1;
          expect(usage).toMatchObject({ calls: number, callMs, callCostMicros: micros, bookings: booked });
          expect(usage.minutes * 60_000 - callMs).toBeGreaterThanOrEqual(0);
          expect(usage.minutes * 60_000 - callMs).toBeLessThan(60_000);
          expect(usage.fees).toEqual({
            chargedCents: money.charged ?? 0,
            owedCents: money.owed ?? 0,
            declinedCents: money.declined ?? 0,
            waivedCents: money.waived ?? 0,
            creditedCents: money.credited ?? 0,
            refundedCents: money.refunded ?? 0,
          });
          expect(usage.texts).toEqual({
            requested: Object.values(told).reduce((sum, count) => sum + count, 0),
            sent: (told.sent ?? 0) + (told.delivered ?? 0),
            failed: told.failed ?? 0,
            suppressed: told.suppressed ?? 0,
            uncertain: told.uncertain ?? 0,
          });
          expect(usage.isComplete).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has its last instant and not the first of the next month', async () => {
    const last = { at: '2026-12-01T05:59:59.999Z', durationMs: 1 };
    const next = { at: '2026-12-01T06:00:00.000Z', durationMs: 10 };
    const first = { at: '2026-11-01T05:00:00.000Z', durationMs: 100 };

    const usage = await usageIn('America/Chicago', { calls: [last, next, first] });

    expect(usage).toMatchObject({ calls: 2, callMs: 101, minutes: 1, from: first.at, until: next.at });
  });

  it.each([
    [10_000, true],
    [10_001, false],
  ])('of %i calls is complete: %s, in a hundred pages at most', async (number, isComplete) => {
    const asked: PageWanted[] = [];
    const many = Array.from({ length: number }, () => ({ at: '2026-11-10T00:00:00.000Z' }));

    const usage = await usageIn('America/Chicago', { calls: many }, asked);

    expect(usage).toMatchObject({ calls: 10_000, isComplete });
    expect(asked).toHaveLength(100);
  });

  it('is nobody’s where there is no such business', async () => {
    const settings = { find: async () => undefined };

    await expect(monthlyUsage({ settings, lists: {} } as never)(ID, '2026-11')).rejects.toThrow(Refusal);
  });
});
