import { describe, expect, it } from 'vitest';
import { aBillingWorld } from '../support/billing-world.ts';
import { seeded } from '../support/seeded.ts';
import { ofType, stormOf, withObject } from '../support/stripe-bodies.ts';
import { worldsOf } from '../support/worlds.ts';

const DAY = 86_400_000;

describe('what becomes of a fee after it was paid [B2]', () => {
  const { aWorld } = worldsOf(aBillingWorld);

  it('F-WH-6: is one charge, although Stripe tells of one payment by two events', async () => {
    const world = await aWorld();
    const appointmentId = await world.chargeAFee();
    const all = await world.sent();
    const paid = [ofType(all, 'invoice.payment_succeeded'), ofType(all, 'invoice.paid')];

    await world.deliver([...paid, ...paid.toReversed()]);

    expect(await world.fee(appointmentId)).toMatchObject({ state: 'charged', attempt: 1 });
    expect(await world.invoices()).toEqual([]);
    expect(world.stripe.paidInvoices()).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5])('is written on it, whatever comes first (%s)', async (seed) => {
    const world = await aWorld();
    const { lives } = world.stripe;
    const [credited, disputed] = [await world.chargeAFee(), await world.chargeAFee()];
    const invoiceOf = async (appointment: typeof credited) =>
      String((await world.fee(appointment)).invoiceId);
    lives.credit(await invoiceOf(credited));
    lives.warnOfFraud(await invoiceOf(disputed));
    const { refund } = lives.refund(await invoiceOf(disputed), 2_000);
    world.pass(DAY);
    lives.failRefund(refund);
    const { dispute } = lives.dispute(await invoiceOf(disputed));
    world.pass(DAY);
    lives.closeDispute(dispute, 'lost');

    await world.deliver(stormOf(await world.sent(), seeded(seed)));

    expect(await world.fee(credited)).toMatchObject({
      state: 'charged',
      attempt: 1,
      creditedCents: 5000,
      refundedCents: 5000,
      fraudWarning: false,
    });
    expect(await world.fee(disputed)).toMatchObject({
      state: 'charged',
      attempt: 1,
      creditedCents: 0,
      refundedCents: 0,
      dispute: 'lost',
      fraudWarning: true,
    });
    expect(await world.quarantined()).toEqual([]);
    expect(world.stripe.paidInvoices()).toHaveLength(2);
  });

  it('waits in quarantine for the payment it names, and leaves it by itself once that is linked', async () => {
    const world = await aWorld();
    const appointmentId = await world.chargeAFee();
    world.stripe.lives.dispute(String((await world.fee(appointmentId)).invoiceId));
    const all = await world.sent();
    const dispute = ofType(all, 'charge.dispute.created');
    const link = ofType(all, 'invoice_payment.paid');

    await world.deliver([dispute, dispute]);
    expect(await world.quarantined()).toEqual([expect.stringMatching(/^stripe-payment:pi_3/)]);
    expect((await world.fee(appointmentId)).dispute).toBeUndefined();

    await world.deliver([link]);
    expect(await world.quarantined()).toEqual([]);
    expect((await world.fee(appointmentId)).dispute).toBe('needs_response');
  });

  it('is released by a repeat too, where the worker died between the link and the release', async () => {
    const world = await aWorld();
    const appointmentId = await world.chargeAFee();
    world.stripe.lives.dispute(String((await world.fee(appointmentId)).invoiceId));
    const all = await world.sent();
    const link = ofType(all, 'invoice_payment.paid');
    world.breakRelease(1);

    await world.deliver([ofType(all, 'charge.dispute.created')]);
    await expect(world.deliver([link])).rejects.toThrow('killed');
    await world.deliver([link]);

    expect(await world.quarantined()).toEqual([]);
    expect((await world.fee(appointmentId)).dispute).toBe('needs_response');
  });

  it('is written on the invoice where a month of the subscription is disputed and credited', async () => {
    const world = await aWorld();
    const { lives } = world.stripe;
    const { invoice } = lives.subscribe({ customer: world.customer });
    lives.credit(invoice, 5_000);
    lives.dispute(invoice);

    await world.deliver((await world.sent()).toReversed());

    expect(await world.invoices()).toMatchObject([
      { id: invoice, state: 'paid', creditedCents: 5000, refundedCents: 5000, dispute: 'needs_response' },
    ]);
    expect(await world.quarantined()).toEqual([]);
  });

  it('stays on the invoice when an older word of its payment comes after it', async () => {
    const world = await aWorld({ card: 'decline_then_ok' });
    const { invoice } = world.stripe.lives.subscribe({ customer: world.customer });
    world.pass(DAY);
    world.stripe.retryPayment(invoice);
    world.stripe.lives.dispute(invoice);
    const all = await world.sent();

    for (const type of [
      'invoice.payment_failed',
      'invoice_payment.paid',
      'charge.dispute.created',
      'invoice.paid',
    ]) {
      await world.deliver([ofType(all, type)]);
    }

    expect(await world.invoices()).toMatchObject([{ state: 'paid', attempts: 2, dispute: 'needs_response' }]);
    expect((await world.invoices())[0]?.nextAttemptAt).toBeUndefined();
  });

  it("is not written on another business's invoice by a credit note that names one", async () => {
    const [world, other] = [await aWorld(), await aWorld()];
    const mine = await world.chargeAFee();
    world.stripe.lives.credit(String((await world.fee(mine)).invoiceId));
    const credit = ofType(await world.sent(), 'credit_note.created');

    await world.deliver([withObject(credit, { customer: other.customer })]);

    expect((await world.fee(mine)).creditedCents).toBeUndefined();
    expect(await world.quarantined()).toEqual([`stripe-customer:${other.customer}`]);
  });
});
