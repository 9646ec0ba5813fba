import Stripe from 'stripe';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { type StripeSimulator, startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { orRefused, startReceiver } from './receive.ts';

/** What owners, banks and months do, without a request of ours. */
const live = (sim: StripeSimulator, customer: string, paidInvoice: string): void => {
  const { lives } = sim;
  const { subscription } = lives.subscribe({ customer, trialDays: 14 });
  lives.remindOfTrialEnd(subscription);
  lives.pause(subscription);
  lives.resume(subscription);
  lives.change(subscription, { cancel_at_period_end: true });
  lives.bill(subscription);
  lives.end(subscription, 'cancellation_requested');
  lives.bill(lives.subscribe({ customer: sim.addCustomer({ card: 'ok' }) }).subscription);
  const late = lives.subscribe({ customer: sim.addCustomer({}), payment: 'on_its_way' });
  lives.paymentArrives(late.session);
  lives.abandonCheckout(customer);
  lives.closeDispute(lives.dispute(paidInvoice).dispute, 'won');
  lives.failRefund(lives.refund(paidInvoice, 1000).refund);
  lives.credit(paidInvoice, 2000);
  lives.warnOfFraud(paidInvoice);
  lives.replaceCard(customer);
  lives.renewCard(customer);
};

/** A customer comes to a page of the account's and subscribes there, changes it and leaves. */
const subscribing = async (stripe: Stripe, sim: StripeSimulator): Promise<void> => {
  const { id: customer } = await stripe.customers.create({
    email: 'new@apex.example',
    metadata: { business_id: 'biz_1' },
  });
  await stripe.customers.list({ email: 'new@apex.example', limit: 3 });
  await stripe.customers.search({ query: "metadata['business_id']:'biz_1'" });
  const openPage = () =>
    stripe.checkout.sessions.create({
      mode: 'subscription',
      customer,
      client_reference_id: 'biz_1',
      line_items: [{ price: LOCAL_PLATFORM.monthlyPrice, quantity: 1 }],
      payment_method_collection: 'always',
      subscription_data: {
        trial_period_days: 14,
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
        metadata: { business_id: 'biz_1' },
      },
      success_url: 'https://app.example/done?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://app.example/back',
      metadata: { business_id: 'biz_1' },
    });
  await stripe.checkout.sessions.expire((await openPage()).id);
  const { id: session } = await openPage();
  sim.lives.complete(session, 'card_declined');
  sim.lives.complete(session);
  await stripe.checkout.sessions.retrieve(session);
  const [subscription] = (
    await stripe.subscriptions.list({ customer, status: 'all', expand: ['data.default_payment_method'] })
  ).data;
  if (!subscription) throw new Error('nothing was subscribed');
  const [card] = (await stripe.paymentMethods.list({ customer, type: 'card' })).data;
  await stripe.paymentMethods.retrieve(String(card?.id));
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: String(card?.id) } });
  await stripe.billingPortal.sessions.create({
    customer,
    configuration: LOCAL_PLATFORM.portalConfiguration,
    return_url: 'https://app.example/billing',
  });
  await stripe.subscriptions.retrieve(subscription.id, { expand: ['default_payment_method'] });
  await stripe.subscriptions.update(subscription.id, { trial_end: 'now' });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  await stripe.subscriptions.cancel(subscription.id);
};

/** A fee that was paid goes back, in two parts, and nothing more of it. */
const crediting = async (stripe: Stripe, sim: StripeSimulator, invoice: string): Promise<void> => {
  await stripe.invoices.pay(invoice);
  const { lines, payments } = await stripe.invoices.retrieve(invoice, { expand: ['payments'] });
  const credit = (amount: number) =>
    stripe.creditNotes.create({
      invoice,
      lines: [{ type: 'invoice_line_item', invoice_line_item: String(lines.data[0]?.id), amount }],
      refund_amount: amount,
      reason: 'order_change',
      memo: 'Booking fee given back',
      metadata: { kind: 'contested_fee' },
    });
  await credit(3000);
  sim.lives.refund(invoice, 500);
  await orRefused(credit(2000));
  await orRefused(credit(9000));
  await credit(1500);
  await orRefused(credit(500));
  await stripe.creditNotes.list({ invoice, limit: 100 });
  await stripe.refunds.list({
    payment_intent: String(payments?.data[0]?.payment.payment_intent),
    limit: 100,
  });
};

/** Everything that the Stripe simulator can be asked, and everything it then tells us. */
export const tourStripe = async (): Promise<void> => {
  const receiver = await startReceiver();
  const sim = await startStripe({ clock: createLocalClock(), webhookUrl: () => receiver.url });
  const { hostname, port } = new URL(sim.url);
  const connection = {
    protocol: 'http',
    host: hostname,
    port,
    maxNetworkRetries: 0,
    telemetry: false,
  } as const;
  const stripe = new Stripe(sim.keys.secretKey, connection);

  const draft = async (customer: string): Promise<string> => {
    const invoice = await stripe.invoices.create({
      customer,
      currency: 'usd',
      collection_method: 'charge_automatically',
      auto_advance: false,
      pending_invoice_items_behavior: 'exclude',
      description: 'Booking fee',
      metadata: { kind: 'booking_fee' },
    });
    await stripe.invoiceItems.create({
      customer,
      invoice: invoice.id,
      pricing: { price: sim.bookingFeePrice },
      quantity: 1,
      metadata: { kind: 'booking_fee' },
    });
    return invoice.id;
  };
  const issued = async (customer: string): Promise<string> =>
    (await stripe.invoices.finalizeInvoice(await draft(customer), { auto_advance: true })).id;

  try {
    const known = await stripe.customers.create({
      name: 'Apex',
      email: 'owner@apex.example',
      metadata: { card: 'ok' },
    });
    await stripe.customers.retrieve(known.id);
    await stripe.prices.retrieve(sim.bookingFeePrice);
    const paid = await issued(known.id);
    await stripe.invoices.pay(paid);
    await stripe.invoices.retrieve(paid, { expand: ['payments'] });
    await stripe.invoices.list({ customer: known.id, created: { gte: 1 }, limit: 3 });
    await stripe.invoices.del(await draft(known.id));
    await stripe.invoices.voidInvoice(await issued(known.id));
    await stripe.invoices.markUncollectible(await issued(known.id));
    for (const card of ['insufficient_funds', 'authentication_required', 'none'] as const) {
      await orRefused(stripe.invoices.pay(await issued(sim.addCustomer({ card }))));
    }
    await orRefused(stripe.invoices.retrieve('in_nobody'));
    await orRefused(stripe.invoices.pay(paid));
    await orRefused(new Stripe('sk_test_wrong', connection).invoices.retrieve(paid));
    await orRefused(stripe.invoices.create({ customer: known.id }, { idempotencyKey: 'once' }));
    await orRefused(
      stripe.invoices.create({ customer: known.id, description: 'x' }, { idempotencyKey: 'once' }),
    );
    for (const effect of ['429', 'refuse-503', 'error-500-after', 'decline'] as const) {
      sim.faults.add({ effect, times: 1 });
      await orRefused(stripe.invoices.retrieve(paid));
    }
    await subscribing(stripe, sim);
    live(sim, known.id, paid);
    await crediting(stripe, sim, await issued(known.id));
    await stripe.events.list({ types: ['invoice.paid'], limit: 5 });
    await sim.webhooks.idle();
  } finally {
    await sim.stop();
    await receiver.stop();
  }
};
