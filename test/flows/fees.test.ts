import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallSession } from '../../scripts/local/vendors/retell/call-session.ts';
import type { Card } from '../../scripts/local/vendors/stripe/cards.ts';
import { book, lookUp, type Offered } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** Books the first free time of tomorrow and hangs up. */
const booked = async (business: FlowBusiness, call: CallSession, differing: object = {}) => {
  const { result } = await book(business, call, { differing });
  call.hangUp();
  await world.atRest();
  expect(result).toMatchObject({ ok: true });
  return String(result.booking_id);
};

const customerOf = ({ business }: FlowBusiness): string => business.billing.stripeCustomerId;

describe('a billable booking [B2]', () => {
  it('F-BL-1: is one invoice of $50, paid', async () => {
    const business = await world.aBusiness();

    const id = await booked(business, await business.call());

    expect(business.invoices()).toMatchObject([
      { status: 'paid', amountDueCents: 5000, amountPaidCents: 5000, metadata: { booking_id: id } },
    ]);
  });

  it('F-BL-3: is not one from a test call, from the owner’s own telephone, or said twice', async () => {
    const business = await world.aBusiness();
    const browser = await business.call({ callType: 'web_call' });
    await booked(business, browser);
    const owner = await business.call({ from: String(business.business.owner.phones[0]) });
    await booked(business, owner);
    const caller = await business.call();
    const [slot] = (await lookUp(caller)) as [Offered];
    for (let time = 0; time < 3; time += 1) await book(business, caller, { slot });
    caller.hangUp();
    await world.atRest();

    expect(
      (await business.fees()).map(({ state, waivedBecause }) => waivedBecause ?? state).toSorted(),
    ).toEqual(['charged', 'owner_call', 'test_call']);
    expect(business.invoices()).toHaveLength(1);
  });

  it('F-BL-4: shows that its fee could not be collected, keeps what the caller said, and is collected later', async () => {
    const business = await world.aBusiness({ card: 'expired_card' });

    await booked(business, await business.call(), { notes: 'The gate code is 12.' });
    const [before] = await business.appointments();
    const [declined] = await business.fees();
    world.stripe.setCard(customerOf(business), 'ok');
    world.stripe.retryPayment(String(business.invoices()[0]?.id));
    await world.atRest();

    expect(declined).toMatchObject({ state: 'declined', declineCode: 'expired_card' });
    expect(await business.fees()).toMatchObject([{ state: 'charged', invoiceId: declined?.invoiceId }]);
    expect(before?.customer.notes).toBe('The gate code is 12.');
    expect(await business.appointments()).toEqual([before]);
  });

  it('F-BL-4: is collected by itself once Stripe is back', async () => {
    const business = await world.aBusiness();
    world.stripe.faults.down(true);
    const call = await business.call();
    await book(business, call);
    call.hangUp();
    await eventually('a first attempt to be given up', async () => {
      const [fee] = await business.fees();
      expect(fee).toMatchObject({ state: 'owed', attempt: 1 });
      expect(fee?.claimedAt).toBeUndefined();
    });

    world.stripe.faults.clear();
    await world.letPass(5);
    await world.atRest();

    expect(await business.fees()).toMatchObject([{ state: 'charged', attempt: 2 }]);
    expect(business.invoices()).toMatchObject([{ status: 'paid' }]);
  });

  it('F-BL-5: comes to the same sum in our rows as in Stripe’s books, after a month of everything', async () => {
    const business = await world.aBusiness();
    const { lives } = world.stripe;
    const customer = customerOf(business);
    const bookWith = async (card: Card): Promise<string> => {
      world.stripe.setCard(customer, card);
      const id = await booked(business, await business.call());
      return String((await business.fees()).find(({ appointmentId }) => appointmentId === id)?.invoiceId);
    };
    const credited = await bookWith('ok');
    await bookWith('insufficient_funds');
    const late = await bookWith('decline_then_ok');
    const refunded = await bookWith('ok');
    const disputed = await bookWith('ok');
    await booked(business, await business.call({ from: String(business.business.owner.phones[0]) }));
    world.stripe.retryPayment(late);
    lives.credit(credited);
    lives.refund(refunded, 1_500);
    const { refund } = lives.refund(disputed, 5_000);
    lives.failRefund(refund);
    lives.dispute(disputed);
    const { subscription } = lives.subscribe({ customer });
    const { invoice } = lives.bill(subscription);
    lives.credit(invoice, 2_500);
    await world.atRest();

    const fees = await business.fees();
    const ofFees = fees
      .filter(({ state }) => state === 'charged')
      .reduce((sum, { amountCents, refundedCents = 0 }) => sum + amountCents - refundedCents, 0);
    const months = await business.accountInvoices();
    const ofMonths = months.reduce(
      (sum, { paidCents, refundedCents = 0 }) => sum + paidCents - refundedCents,
      0,
    );
    expect(ofFees + ofMonths).toBe(lives.collectedCents(customer));
    expect(ofFees).toBe(4 * 5_000 - 5_000 - 1_500);
    expect(ofMonths).toBe(2 * 20_000 - 2_500);
    expect(await business.appointments()).toHaveLength(6);
    expect(fees.find(({ invoiceId }) => invoiceId === disputed)).toMatchObject({
      state: 'charged',
      dispute: 'needs_response',
    });
  });
});
