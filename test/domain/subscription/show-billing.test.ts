import { describe, expect, it } from 'vitest';
import type { BillingAccount } from '../../../functions/domain/subscription/account.ts';
import { type BillingSources, showBilling } from '../../../functions/domain/subscription/show-billing.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { aFee } from '../../support/fees.ts';

const business = aBusiness();
const STARTED = '2026-11-10T00:00:00.000Z';
const ENDS = '2026-12-10T00:00:00.000Z';

const anAccount = (differing: object = {}): BillingAccount => {
  const subscription = {
    status: 'active',
    startedAt: STARTED,
    periodEndsAt: ENDS,
    cancelsAtPeriodEnd: false,
    ...differing,
  };
  const card = { brand: 'visa', last4: '4242', expiryMonth: 4, expiryYear: 2030 };
  const told = { at: STARTED, rank: 0, eventId: 'evt_1' };
  return {
    v: 1,
    businessId: business.id,
    stripeCustomerId: business.billing.stripeCustomerId,
    version: 1,
    subscriptions: { sub_1: { ...subscription, sightings: [] } },
    cards: { [String(business.billing.defaultPaymentMethod)]: { ...card, ...told } },
  };
};

const shown = (
  given: { account?: BillingAccount; business?: object; fees?: ReturnType<typeof aFee>[] } = {},
) =>
  showBilling({
    settings: { find: async () => ({ ...business, ...given.business }) },
    accounts: { find: async () => given.account ?? anAccount() },
    invoices: { all: async () => [] },
    lists: { fees: async () => ({ items: given.fees ?? [] }) },
  } satisfies BillingSources)(business.id, MONDAY_MORNING);

describe('how a business pays [B1]', () => {
  it('is its plan with the card, and the next invoice with no booking fee on it', async () => {
    expect(await shown()).toMatchObject({
      plan: { monthlyCents: 20_000, bookingFeeCents: 5000, served: 'full', card: { last4: '4242' } },
      nextInvoice: { at: ENDS, baseCents: 20_000, fees: 'charged_at_once' },
    });
  });

  it.each([
    [
      'on trial is invoiced when that ends',
      { status: 'trialing', trialEndsAt: '2026-11-24T00:00:00.000Z' },
      '2026-11-24T00:00:00.000Z',
    ],
    ['that has cancelled is not invoiced again', { cancelsAtPeriodEnd: true }, undefined],
    ['that is unpaid is not invoiced again', { status: 'unpaid' }, undefined],
    ['whose subscription has ended is not invoiced again', { status: 'canceled' }, undefined],
  ])('and one %s', async (_, differing, at) => {
    expect((await shown({ account: anAccount(differing) })).nextInvoice?.at).toBe(at);
  });

  it('says until when one that is past due is served in full', async () => {
    const billing = {
      ...business.billing,
      subscription: 'past_due',
      pastDueSince: '2026-11-20T00:00:00.000Z',
    };

    expect((await shown({ business: { billing } })).plan).toMatchObject({
      served: 'full',
      graceUntil: '2026-11-27T00:00:00.000Z',
    });
  });

  it('F-BL-5: counts once what a credit note paid out by a refund gave back', async () => {
    const fees = [
      aFee({ state: 'charged' }),
      aFee({ state: 'charged', creditedCents: 5000, refundedCents: 5000 }),
      aFee({ state: 'charged', creditedCents: 0, refundedCents: 1500 }),
      aFee({ state: 'waived', waivedBecause: 'contested' }),
    ];

    expect((await shown({ fees })).thisMonth).toMatchObject({
      month: '2026-11',
      bookings: 4,
      feesCents: 15_000,
      waivedCents: 5000,
      givenBackCents: 6500,
    });
  });

  it('is refused before there is a customer', async () => {
    await expect(shown({ business: { billing: undefined } })).rejects.toMatchObject({
      code: 'not_subscribed',
    });
  });
});
