import { afterEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { type StripeSimulator, startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { breaksContract } from '../../support/contracts/deliberate.ts';
import { stripeClient, stripeFailure } from './stripe-client.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

let open: (StripeSimulator | WebhookReceiver)[] = [];

afterEach(async () => {
  for (const one of open) await one.stop();
  open = [];
});

const DAY_MS = 86_400_000;

const world = async (trialDays = 14) => {
  const receiver = await startWebhookReceiver();
  const clock = createLocalClock();
  const stripe = await startStripe({ clock, webhookUrl: () => receiver.url });
  open = [stripe, receiver];
  const client = stripeClient(stripe);
  const { id: customer } = await client.customers.create({ email: 'owner@apex.example' });
  const openPage = (more = {}) =>
    client.checkout.sessions.create({
      mode: 'subscription',
      customer,
      line_items: [{ price: LOCAL_PLATFORM.monthlyPrice, quantity: 1 }],
      payment_method_collection: 'always',
      ...(trialDays > 0 && { subscription_data: { trial_period_days: trialDays } }),
      success_url: 'https://app.example/done?session_id={CHECKOUT_SESSION_ID}',
      ...more,
    });
  const pass = (milliseconds: number) => clock.set(clock.offsetMs() + milliseconds);
  return {
    stripe,
    client,
    customer,
    openPage,
    pass,
    status: async () => (await client.subscriptions.list({ customer, status: 'all' })).data[0]?.status,
    told: async () => {
      await stripe.webhooks.idle();
      return receiver.received.splice(0).map(({ body }) => body.type as string);
    },
  };
};

const pay = (url: string | null, card: string) =>
  fetch(String(url), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ card }),
  });

describe("the page for subscribing at Stripe's simulator", () => {
  it('says why a card is not taken, takes another, leads back, and tells of it', async () => {
    const { openPage, status, told } = await world();
    const { id, url } = await openPage();
    await told();

    const declined = await pay(url, '4000 0000 0000 9995');
    expect([declined.status, await declined.text()]).toEqual([
      200,
      expect.stringContaining('Your card has insufficient funds.'),
    ]);
    expect(await status()).toBeUndefined();
    expect(await told()).toEqual([]);

    const paid = await pay(url, '4242 4242 4242 4242');
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      `https://app.example/done?session_id=${id}`,
    ]);
    expect(await status()).toBe('trialing');
    expect((await told()).toSorted()).toEqual([
      'checkout.session.completed',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'payment_method.attached',
    ]);
  });

  it('runs out after a day, which Stripe tells by itself', async () => {
    const { openPage, pass, told } = await world();
    const { url } = await openPage();
    await told();

    pass(DAY_MS - 5_000);
    expect(await told()).toEqual([]);
    pass(5_000);

    expect(await told()).toEqual(['checkout.session.expired']);
    expect((await pay(url, '4242424242424242')).status).toBe(410);
  });

  it.each([
    ['a parameter that Stripe does not know', { wrong: 1 }, 'parameter_unknown'],
    ['a price that there is not', { line_items: [{ price: 'price_none', quantity: 1 }] }, 'resource_missing'],
    ['an unknown part of a subscription', { subscription_data: { trial_days: 3 } }, 'parameter_unknown'],
    ['an address that is none', { success_url: 'nowhere' }, 'url_invalid'],
  ])('is not opened with %s', async (_, wrong, code) => {
    const { openPage, stripe } = await world();
    if (code === 'parameter_unknown')
      breaksContract('stripe POST /v1/checkout/sessions request', 'so that the simulator refuses it');

    expect(await stripeFailure(openPage(wrong))).toMatchObject({ statusCode: 400, code });
    expect(stripe.lives.sessions.size).toBe(0);
  });
});

describe('what was subscribed on that page', () => {
  it('is paid each month by the clock, and reminded of before its trial ends', async () => {
    const { openPage, stripe, pass, status, told } = await world();
    stripe.lives.complete((await openPage()).id);
    await told();

    pass(11 * DAY_MS);
    expect(await told()).toEqual(['customer.subscription.trial_will_end']);
    pass(3 * DAY_MS);
    expect(await status()).toBe('active');
    pass(30 * DAY_MS);
    await status();

    expect(stripe.paidInvoices().map(({ amountPaidCents }) => amountPaidCents)).toEqual([0, 20_000, 20_000]);
  });

  it('falls behind when its card declines, is active again once that is paid', async () => {
    const { openPage, stripe, customer, pass, status } = await world(0);
    stripe.lives.complete((await openPage()).id, '4000000000000341');
    expect(await status()).toBe('incomplete');
    stripe.setCard(customer, 'ok');
    const fresh = await openPage();
    stripe.lives.complete(fresh.id);
    stripe.setCard(customer, 'insufficient_funds');

    pass(30 * DAY_MS);
    expect(await status()).toBe('past_due');
    stripe.setCard(customer, 'ok');
    pass(3 * DAY_MS);

    expect(await status()).toBe('active');
  });

  it('is cancelled after four attempts that failed', async () => {
    const { openPage, stripe, customer, pass, status, told } = await world(0);
    stripe.lives.complete((await openPage()).id);
    stripe.setCard(customer, 'insufficient_funds');
    pass(30 * DAY_MS);
    for (let attempt = 2; attempt <= 3; attempt += 1) {
      pass(3 * DAY_MS);
      expect(await status()).toBe('past_due');
    }

    pass(3 * DAY_MS);

    expect(await status()).toBe('canceled');
    expect(await told()).toContain('customer.subscription.deleted');
  });

  it('pays no booking fee before its card is the customer’s own', async () => {
    const { client, openPage, stripe, customer } = await world();
    stripe.lives.complete((await openPage()).id);
    const draft = await client.invoices.create({ customer });
    await client.invoiceItems.create({
      customer,
      invoice: draft.id,
      pricing: { price: stripe.bookingFeePrice },
    });

    expect(await stripeFailure(client.invoices.pay(draft.id))).toMatchObject({ code: 'resource_missing' });
    const [card] = (await client.paymentMethods.list({ customer })).data;
    await client.customers.update(customer, {
      invoice_settings: { default_payment_method: String(card?.id) },
    });

    expect(await client.invoices.pay(draft.id)).toMatchObject({ status: 'paid' });
  });
});
