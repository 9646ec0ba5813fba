import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { showOverview } from '../../../functions/domain/figures/show-overview.ts';
import { newOnboarding } from '../../../functions/domain/onboarding/progress.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { DAYS, type History, histories, sourcesOf, wall } from '../../support/figure-rows.ts';

const ID = 'biz_apexhvac01' as BusinessId;
const NOTHING: History = { calls: [], fees: [], texts: [], appointments: [], invoices: [] };

const shown = (business: Business, history: History, nowMs: number, isOwner = true) =>
  showOverview(sourcesOf(business, history).sources)(ID, { nowMs, isOwner });

describe('the overview of a business [C4]', () => {
  it('F-OPS-3: says what a plain count of the rows by the clock on its wall says, on days that are shorter or longer too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DAYS).chain(([zone, middle]) =>
          fc.record({
            zone: fc.constant(zone),
            nowMs: fc
              .integer({ min: -30 * 60, max: 30 * 60 })
              .map((minutes) => Date.parse(middle) + minutes * 60_000),
            history: histories(Date.parse(middle)),
          }),
        ),
        async ({ zone, nowMs, history }) => {
          const overview = await shown(aBusiness({ zone }), history, nowMs);

          const [date = ''] = wall(zone, nowMs).split(' ');
          const began = ({ startedAt, heardOfEndAt }: History['calls'][number]) =>
            startedAt ?? heardOfEndAt ?? '';
          const calls = history.calls.filter((call) => wall(zone, began(call)).startsWith(date));
          let [connected, never] = [0, 0];
          for (const { outcome } of calls) {
            if (outcome === 'not_connected') never += 1;
            else connected += 1;
          }
          expect(overview.today).toMatchObject({
            date,
            calls: calls.length,
            answered: connected,
            missed: never,
            booked: history.fees.filter(({ createdAt }) => wall(zone, createdAt).startsWith(date)).length,
          });

          const month = date.slice(0, 7);
          const fees = history.fees.filter(({ createdAt }) => wall(zone, createdAt).startsWith(month));
          let [feesCents, callMs, sent] = [0, 0, 0];
          for (const { state, amountCents, creditedCents, refundedCents } of fees) {
            if (state !== 'waived')
              feesCents += amountCents - Math.max(creditedCents ?? 0, refundedCents ?? 0);
          }
          for (const call of history.calls) {
            if (wall(zone, began(call)).startsWith(month)) callMs += call.durationMs ?? 0;
          }
          for (const { state, requestedAt } of history.texts) {
            const went = state === 'sent' || state === 'delivered';
            if (went && wall(zone, requestedAt).startsWith(month)) sent += 1;
          }
          const paid = history.invoices.filter(
            ({ state, at }) => state === 'paid' && wall(zone, at).startsWith(month),
          );
          let subscription: number | null = paid.length > 0 ? 0 : null;
          for (const { paidCents, creditedCents, refundedCents } of paid) {
            subscription = (subscription ?? 0) + paidCents - Math.max(creditedCents ?? 0, refundedCents ?? 0);
          }
          expect(overview.monthSoFar).toMatchObject({
            month,
            bookings: fees.length,
            textsSent: sent,
            callMinutes: Math.ceil(callMs / 60_000),
            feesCents,
            subscriptionCents: subscription,
          });

          const coming = history.appointments
            .filter(({ status }) => status === 'booked')
            .filter(
              ({ startsAt, durationMinutes }) => Date.parse(startsAt) + durationMinutes * 60_000 > nowMs,
            )
            .map(({ startsAt }) => startsAt)
            .toSorted();
          expect(overview.nextAppointments.map(({ startsAt }) => startsAt)).toEqual(coming.slice(0, 5));
          expect(overview.isComplete).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has today from midnight to midnight of its own clock, 23 hours when clocks go forward and 25 when they go back', async () => {
    const hoursOn = async (zone: string, at: string) => {
      const { today } = await shown(aBusiness({ zone }), NOTHING, Date.parse(at));
      return (Date.parse(today.until) - Date.parse(today.from)) / 3_600_000;
    };

    expect(await hoursOn('America/New_York', '2026-03-08T15:00:00Z')).toBe(23);
    expect(await hoursOn('America/New_York', '2026-11-01T15:00:00Z')).toBe(25);
    expect(await hoursOn('America/Phoenix', '2026-11-01T15:00:00Z')).toBe(24);
    expect(await hoursOn('Australia/Lord_Howe', '2026-10-04T02:00:00Z')).toBe(23.5);
    // Eight in the evening in Chicago is tomorrow in London.
    expect(await shown(aBusiness(), NOTHING, Date.parse('2026-11-24T02:00:00Z'))).toMatchObject({
      today: { date: '2026-11-23' },
    });
  });

  it('tells staff nothing of money', async () => {
    const nowMs = Date.parse('2026-11-23T15:00:00Z');
    const pastDue = aBusiness({
      billing: { ...aBusiness().billing, subscription: 'past_due', pastDueSince: '2026-11-22T15:00:00.000Z' },
    });
    const declined = { id: 'fee_declined01', state: 'declined', createdAt: '2026-11-22T15:00:00.000Z' };
    const history = { ...NOTHING, fees: [{ ...declined, amountCents: 5000 }] } as unknown as History;

    const ofOwner = await shown(pastDue, history, nowMs);
    const ofStaff = await shown(pastDue, history, nowMs, false);

    expect(ofOwner.needsYou).toEqual([
      { kind: 'past_due', count: 1, since: '2026-11-22T15:00:00.000Z', ids: [] },
      { kind: 'fee_declined', count: 1, since: '2026-11-22T15:00:00.000Z', ids: ['fee_declined01'] },
    ]);
    expect(ofOwner.monthSoFar).toMatchObject({ feesCents: 5000, subscriptionCents: null });
    expect(ofStaff.needsYou).toEqual([]);
    expect(JSON.stringify(ofStaff)).not.toMatch(/cents/i);
    expect(ofStaff.monthSoFar.bookings).toBe(1);
  });

  it.each([
    [
      { agentIds: [], numbers: [] },
      { isLive: false, because: 'not_set_up' },
    ],
    [{ outOfService: 'suspended' }, { isLive: false, because: 'suspended', number: '+15125550142' }],
    [{ outOfService: 'closing' }, { isLive: false, because: 'closing', number: '+15125550142' }],
    [{ billing: { ...aBusiness().billing, subscription: 'unpaid' } }, { isLive: false, because: 'unpaid' }],
    [{ billing: { ...aBusiness().billing, subscription: 'past_due' } }, { isLive: true }],
    [{}, { isLive: true, number: '+15125550142' }],
  ] as const)('says whether its line is up, and why it is not: %j', async (differing, line) => {
    const nowMs = Date.parse('2026-11-23T15:00:00Z');

    expect((await shown(aBusiness(differing as Partial<Business>), NOTHING, nowMs)).line).toMatchObject(line);
  });

  it('names callers to call back once, until somebody has booked for them or they have got on', async () => {
    const nowMs = Date.parse('2026-11-23T15:00:00Z');
    const call = (id: string, from: string, outcome: string, startedAt: string, more: object = {}) =>
      ({ id, from, outcome, startedAt, ...more }) as unknown as History['calls'][number];
    const history: History = {
      ...NOTHING,
      calls: [
        call('call_twice1', '+15125550101', 'refused', '2026-11-20T15:00:00.000Z'),
        call('call_twice2', '+15125550101', 'not_connected', '2026-11-21T15:00:00.000Z'),
        call('call_then1', '+15125550102', 'looked_up', '2026-11-20T15:00:00.000Z'),
        call('call_then2', '+15125550102', 'booked', '2026-11-20T16:00:00.000Z'),
        call('call_byhand', '+15125550187', 'no_tools', '2026-11-22T15:00:00.000Z'),
        call('call_owner', '+15125550199', 'no_tools', '2026-11-22T15:00:00.000Z'),
        call('call_withheld', 'anonymous', 'refused', '2026-11-22T15:00:00.000Z'),
        call('call_test', '+15125550103', 'refused', '2026-11-22T15:00:00.000Z', { callType: 'web_call' }),
        call('call_long-ago', '+15125550104', 'refused', '2026-11-01T15:00:00.000Z'),
      ],
    };
    const byHand = anAppointment({ bookedAt: '2026-11-22T16:00:00.000Z' });

    const { needsYou } = await shown(aBusiness(), { ...history, appointments: [byHand] }, nowMs);

    expect(needsYou).toEqual([
      {
        kind: 'call_to_return',
        count: 1,
        since: '2026-11-21T15:00:00.000Z',
        ids: ['call_twice2'],
        callers: [{ callId: 'call_twice2', from: '+15125550101', at: '2026-11-21T15:00:00.000Z' }],
      },
    ]);
  });

  it('names the steps of its onboarding that wait for the owner', async () => {
    const nowMs = Date.parse('2026-11-23T15:00:00Z');
    const { sources } = sourcesOf(aBusiness(), NOTHING, newOnboarding(ID, nowMs));

    const { needsYou } = await showOverview(sources)(ID, { nowMs, isOwner: true });

    expect(needsYou).toEqual([
      expect.objectContaining({ kind: 'onboarding_step', ids: expect.arrayContaining(['profile']) }),
    ]);
  });

  it('says that it is too low where there is more than is counted at once, and asks for no more', async () => {
    const nowMs = Date.parse('2026-11-23T15:00:00Z');
    const texts = Array.from({ length: 1201 }, (_, index) => ({
      id: `txt_${index}`,
      state: 'sent',
      requestedAt: '2026-11-10T00:00:00.000Z',
    }));
    const { sources, asked } = sourcesOf(aBusiness(), { ...NOTHING, texts } as unknown as History);

    const overview = await showOverview(sources)(ID, { nowMs, isOwner: true });

    expect(overview).toMatchObject({ isComplete: false, monthSoFar: { textsSent: 1200 } });
    expect(asked).toHaveLength(4);
  });

  it('is nobody’s where there is no such business', async () => {
    const { sources } = sourcesOf(undefined, NOTHING);

    await expect(showOverview(sources)(ID, { nowMs: 0, isOwner: true })).rejects.toMatchObject({
      code: 'business_not_found',
    });
  });
});
