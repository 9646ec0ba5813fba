import { describe, expect, it } from 'vitest';
import { aBillingWorld, type StripeBody } from '../support/billing-world.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { worldsOf } from '../support/worlds.ts';

const DAY = 86_400_000;

const ofType = (all: readonly StripeBody[], type: string): StripeBody => {
  const found = all.find((body) => body.type === type);
  if (!found) throw new Error(`nothing of type ${type} was sent`);
  return found;
};

/** Everything at least once, a third of it again, in an order of chance. */
const stormOf = (all: readonly StripeBody[], chance: Seeded): StripeBody[] =>
  chance.shuffled([...all, ...all.filter(() => chance.below(3) === 0)]);

const withObject = (body: StripeBody, differing: object): StripeBody => ({
  ...body,
  data: { ...body.data, object: { ...body.data.object, ...differing } },
});

describe('a subscription in the table [B1]', () => {
  const { aWorld } = worldsOf(aBillingWorld);

  it.each([1, 2, 3, 4, 5])(
    'F-WH-7: ends as Stripe last told, in whatever order its events come (%s)',
    async (seed) => {
      const world = await aWorld();
      const { lives } = world.stripe;
      const { subscription } = lives.subscribe({ customer: world.customer, trialDays: 14 });
      lives.remindOfTrialEnd(subscription);
      world.pass(14 * DAY);
      lives.bill(subscription);
      const { card } = lives.replaceCard(world.customer);
      world.pass(30 * DAY);
      world.stripe.setCard(world.customer, 'insufficient_funds');
      const { invoice } = lives.bill(subscription);
      lives.renewCard(world.customer);
      lives.change(subscription, { cancel_at_period_end: true });

      await world.deliver(stormOf(await world.sent(), seeded(seed)));

      expect(await world.account()).toMatchObject({
        stripeCustomerId: world.customer,
        subscriptions: { [subscription]: { status: 'past_due', cancelsAtPeriodEnd: true } },
        cards: { [card]: { last4: '1881', expiryYear: 2031 } },
      });
      expect(await world.billing()).toMatchObject({ subscription: 'past_due', defaultPaymentMethod: card });
      expect((await world.invoices()).map(({ state }) => state).toSorted()).toEqual([
        'paid',
        'paid',
        'payment_failed',
      ]);
      expect((await world.invoices()).find(({ id }) => id === invoice)).toMatchObject({
        subscriptionId: subscription,
        totalCents: 20_000,
        paidCents: 0,
        attempts: 1,
      });
      expect(await world.checkouts()).toMatchObject([{ result: 'completed', subscriptionId: subscription }]);
      expect(await world.quarantined()).toEqual([]);
    },
  );

  it('ends for good, although an older change comes after its end', async () => {
    const world = await aWorld();
    const { lives } = world.stripe;
    const { subscription } = lives.subscribe({ customer: world.customer });
    lives.end(subscription, 'payment_failed');
    const all = await world.sent();

    await world.deliver(all.toReversed());

    expect(await world.billing()).toMatchObject({ subscription: 'cancelled' });
  });

  it('F-WH-7: is not active because its checkout is complete, but once its money has come', async () => {
    const world = await aWorld();
    const { lives } = world.stripe;
    const { session } = lives.subscribe({ customer: world.customer, payment: 'on_its_way' });

    await world.deliver((await world.sent()).toReversed());
    expect(await world.checkouts()).toMatchObject([{ result: 'awaiting_payment' }]);
    expect(await world.billing()).toMatchObject({ subscription: 'incomplete' });

    world.pass(3 * DAY);
    lives.paymentArrives(session);
    await world.deliver((await world.sent()).toReversed());
    expect(await world.checkouts()).toMatchObject([{ result: 'completed' }]);
    expect(await world.billing()).toMatchObject({ subscription: 'active' });
  });

  it('F-WH-6: is paid for once, although Stripe tells of one payment by two events', async () => {
    const world = await aWorld();
    const { invoice } = world.stripe.lives.subscribe({ customer: world.customer });
    const all = await world.sent();
    const paid = [ofType(all, 'invoice.payment_succeeded'), ofType(all, 'invoice.paid')];

    await world.deliver([...paid, ...paid.toReversed()]);

    expect(await world.invoices()).toMatchObject([{ id: invoice, state: 'paid', paidCents: 20_000 }]);
  });

  it('belongs to the business that we know the customer as, whatever it says of itself', async () => {
    const [world, other] = [await aWorld(), await aWorld()];
    const { subscription } = world.stripe.lives.subscribe({ customer: world.customer });
    const foreign = { metadata: { business_id: other.business.id }, client_reference_id: other.business.id };

    await world.deliver((await world.sent()).map((body) => withObject(body, foreign)));

    expect(await world.account()).toMatchObject({ subscriptions: { [subscription]: { status: 'active' } } });
    expect([await other.account(), ...(await other.invoices()), ...(await other.checkouts())]).toEqual([
      undefined,
    ]);
    expect(await other.billing()).toMatchObject({ subscription: 'incomplete' });
  });

  it('of a customer that nobody knows waits in quarantine for that customer', async () => {
    const world = await aWorld();
    world.stripe.lives.subscribe({ customer: world.customer });
    const all = await world.sent();
    const stranger = { customer: 'cus_stranger' };

    await world.deliver([
      withObject(ofType(all, 'customer.subscription.created'), stranger),
      withObject(ofType(all, 'invoice.paid'), stranger),
      withObject(ofType(all, 'checkout.session.completed'), stranger),
    ]);

    expect(new Set(await world.quarantined())).toEqual(new Set(['stripe-customer:cus_stranger']));
    expect(await world.quarantined()).toHaveLength(3);
    expect(await world.account()).toBeUndefined();
  });

  it('is written once by each of twenty deliveries of ten events at once', async () => {
    const world = await aWorld();
    const { lives } = world.stripe;
    const { subscription } = lives.subscribe({ customer: world.customer, trialDays: 14 });
    for (let time = 1; time <= 9; time += 1) {
      world.pass(1_000);
      lives.change(subscription, { cancel_at_period_end: time % 2 === 1 });
    }
    const all = (await world.sent()).filter(({ type }) => type.startsWith('customer.subscription'));

    // What loses ten times in a row comes back from the queue.
    const again = async (body: StripeBody): Promise<void> => {
      for (let time = 0; time < 5; time += 1) {
        try {
          return await world.deliver([body]);
        } catch {
          // Delivered once more.
        }
      }
      throw new Error(`${body.type} was never applied`);
    };
    await Promise.all([...all, ...all.toReversed()].map(again));

    expect(await world.account()).toMatchObject({
      subscriptions: { [subscription]: { cancelsAtPeriodEnd: true } },
    });
  });
});

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
