import { describe, expect, it } from 'vitest';
import { aBillingWorld, type StripeBody } from '../support/billing-world.ts';
import { seeded } from '../support/seeded.ts';
import { ofType, stormOf, withObject } from '../support/stripe-bodies.ts';
import { worldsOf } from '../support/worlds.ts';

const DAY = 86_400_000;

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
