import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { feeFor } from '../../../functions/domain/fee/fee-intent.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, anAppointment, MONDAY_MORNING } from '../../support/builders.ts';

const ids = derivedIds(hashing);
const call = {
  id: 'call_danareyes01' as CallId,
  isTest: false,
  from: '+15125550187',
  startedAtMs: MONDAY_MORNING - 95_000,
};

const feeOf = (
  differing: {
    billing?: Partial<Business['billing']>;
    call?: Partial<typeof call> | { from: undefined };
  } = {},
) => {
  const business = aBusiness();
  return feeFor({
    ids,
    appointment: anAppointment(),
    business: { ...business, billing: { ...business.billing, ...differing.billing } },
    call: { ...call, ...differing.call },
    toolCallId: 'tool_1',
    transcriptTurn: 11,
    toolResult: 'You are booked.',
    now: MONDAY_MORNING,
  });
};

describe('feeFor [B2]', () => {
  it('owes the booking fee for a booking of a real caller, with its evidence', () => {
    const fee = feeOf();

    expect(fee).toMatchObject({
      state: 'owed',
      amountCents: 5000,
      stripeCustomerId: 'cus_apexhvac01',
      epoch: 0,
    });
    expect(fee.waivedBecause).toBeUndefined();
    expect(fee.evidence).toEqual({
      callId: 'call_danareyes01',
      toolCallId: 'tool_1',
      callOffsetMs: 95_000,
      transcriptTurn: 11,
      toolResult: 'You are booked.',
    });
  });

  it.each(['+15125550199', '15125550199', '(512) 555-0199'])(
    "F-BL-3: waives it for the owner's own number, written as %s",
    (from) => {
      expect(feeOf({ call: { from } })).toMatchObject({ state: 'waived', waivedBecause: 'owner_call' });
    },
  );

  it('F-BL-3: gives one appointment one fee however often it is asked', () => {
    expect(feeOf().id).toBe(feeOf().id);
    expect(feeOf().id).toBe(ids.fee(anAppointment().id));
  });

  it.each([
    ['a test call from the dashboard', { call: { isTest: true } }, 'test_call'],
    ["a call from the owner's own telephone", { call: { from: '+15125550199' } }, 'owner_call'],
    ['a trial whose plan waives fees', { billing: { subscription: 'trialing' } }, 'trial'],
    ['a cancelled subscription', { billing: { subscription: 'cancelled' } }, 'subscription_inactive'],
    ['an unpaid subscription', { billing: { subscription: 'unpaid' } }, 'subscription_inactive'],
    ['a paused subscription', { billing: { subscription: 'paused' } }, 'subscription_inactive'],
    ['one that was never paid', { billing: { subscription: 'incomplete' } }, 'subscription_inactive'],
  ] as const)('F-BL-3: waives the fee for %s', (_, differing, reason) => {
    const fee = feeOf(differing);

    expect(fee).toMatchObject({
      state: 'waived',
      waivedBecause: reason,
      waivedAt: '2026-11-23T15:00:00.000Z',
    });
  });

  it.each([
    [
      'during a trial whose plan charges fees',
      { billing: { subscription: 'trialing', feesDuringTrial: 'charge' } },
    ],
    ['while the subscription is past due', { billing: { subscription: 'past_due' } }],
    ['for a caller who hides the number', { call: { from: undefined } }],
  ] as const)('owes the fee %s', (_, differing) => {
    expect(feeOf(differing).state).toBe('owed');
  });

  it('leaves the offset open when the call does not say when it started', () => {
    const fee = feeFor({
      ids,
      appointment: anAppointment(),
      business: aBusiness(),
      call: { ...call, startedAtMs: undefined },
      toolResult: 'You are booked.',
      now: MONDAY_MORNING,
    });

    expect(fee.evidence.callOffsetMs).toBeUndefined();
  });
});
