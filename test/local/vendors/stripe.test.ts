import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { type StripeSimulator, startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { fixturesNote, hasFixtures, pathsOf, readFixture } from './fixtures.ts';
import { openFeeInvoice, stripeClient, stripeFailure } from './stripe-client.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

describe('the Stripe simulator [D4]', () => {
  const clock = createLocalClock();
  let receiver: WebhookReceiver;
  let sim: StripeSimulator;
  let client: Stripe;

  beforeEach(async () => {
    receiver = await startWebhookReceiver();
    sim = await startStripe({ clock, webhookUrl: () => receiver.url, webhookRetryMs: [5, 5] });
    client = stripeClient(sim);
  });
  afterEach(async () => {
    await sim.stop();
    await receiver.stop();
  });

  it('takes an invoice from draft to paid and says so in signed webhooks', async () => {
    const open = await openFeeInvoice(client, sim, sim.addCustomer({ name: 'Apex', card: 'ok' }));

    const paid = await client.invoices.pay(
      open.id,
      { off_session: true },
      { idempotencyKey: 'bk:apt_1:pay:v1' },
    );
    await sim.webhooks.idle();

    expect(open).toMatchObject({ status: 'open', amount_due: 5000, number: expect.stringMatching(/-0001$/) });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 5000, amount_remaining: 0, attempt_count: 1 });
    expect(paid.lines.data[0]?.quantity_decimal).toBeDefined();
    expect(sim.paidInvoices()).toMatchObject([{ id: open.id, metadata: { booking_id: 'apt_1' } }]);
    expect(receiver.types()).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
    for (const { rawBody, headers } of receiver.received) {
      const signature = String(headers['stripe-signature']);
      const event = client.webhooks.constructEvent(rawBody, signature, sim.keys.webhookSecret);
      expect(event.api_version).toBe('2026-10-28.endive');
    }
  });

  it('leaves a declined invoice open with its attempt counted and takes the next one', async () => {
    const open = await openFeeInvoice(client, sim, sim.addCustomer({ card: 'decline_then_ok' }));

    const declined = await stripeFailure(client.invoices.pay(open.id));
    const again = await client.invoices.pay(open.id);
    await sim.webhooks.idle();

    expect(declined).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(declined).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
    expect(again).toMatchObject({ status: 'paid', attempt_count: 2 });
    expect(receiver.types()).toContain('invoice.payment_failed');
  });

  it('takes the money itself when the owner mends the card', async () => {
    const customer = sim.addCustomer({ card: 'insufficient_funds' });
    const open = await openFeeInvoice(client, sim, customer);
    await stripeFailure(client.invoices.pay(open.id));

    const before = sim.retryPayment(open.id);
    sim.setCard(customer, 'ok');
    const after = sim.retryPayment(open.id);

    expect([before, after]).toEqual([false, true]);
    expect(sim.invoices()).toMatchObject([{ status: 'paid', attempts: 3 }]);
  });

  it('refuses to pay a paid invoice in the words of Stripe', async () => {
    const open = await openFeeInvoice(client, sim, sim.addCustomer({}));
    await client.invoices.pay(open.id);

    const refused = await stripeFailure(client.invoices.pay(open.id));

    expect(refused).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    expect(refused.message).toBe('Invoice is already paid');
  });

  it('voids open invoices, deletes drafts and refuses the other way round', async () => {
    const customer = sim.addCustomer({});
    const open = await openFeeInvoice(client, sim, customer);
    const draft = await client.invoices.create({ customer });

    const deleted = await client.invoices.del(draft.id);
    const notDeleted = await stripeFailure(client.invoices.del(open.id));
    const voided = await client.invoices.voidInvoice(open.id);
    const notPaid = await stripeFailure(client.invoices.pay(open.id));

    expect(deleted).toMatchObject({ id: draft.id, deleted: true });
    expect(notDeleted.statusCode).toBe(400);
    expect(voided.status).toBe('void');
    expect(notPaid.statusCode).toBe(400);
  });

  it('lists invoices by customer and time in pages, and events by type', async () => {
    const customer = sim.addCustomer({});
    const since = Math.floor(clock.now() / 1000);
    const created = [];
    for (let index = 0; index < 3; index += 1) created.push((await client.invoices.create({ customer })).id);
    await client.invoices.create({ customer: sim.addCustomer({}) });

    const listed = [];
    for await (const invoice of client.invoices.list({ customer, created: { gte: since }, limit: 2 })) {
      listed.push(invoice.id);
    }
    const events = await client.events.list({ types: ['invoice.created'], limit: 100 });

    expect(listed).toEqual(created.toReversed());
    expect(events.data).toHaveLength(4);
  });

  it('refuses a wrong key, an unknown customer and an unknown price by name', async () => {
    const customer = sim.addCustomer({});
    const invoice = await client.invoices.create({ customer });

    const wrongKey = await stripeFailure(
      stripeClient(sim, { key: 'sk_test_wrong' }).invoices.retrieve(invoice.id),
    );
    const nobody = await stripeFailure(client.invoices.create({ customer: 'cus_nobody' }));
    const noPrice = await stripeFailure(
      client.invoiceItems.create({ customer, invoice: invoice.id, pricing: { price: 'price_x' } }),
    );

    expect(wrongKey).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(nobody).toMatchObject({ statusCode: 400, code: 'resource_missing' });
    expect(noPrice.message).toBe("No such price: 'price_x'");
  });

  it('serves customers, prices and the payments of an invoice', async () => {
    const created = await client.customers.create({ name: 'Apex', metadata: { business_id: 'biz_1' } });
    const open = await openFeeInvoice(client, sim, created.id);

    const customer = await client.customers.retrieve(created.id);
    const price = await client.prices.retrieve(sim.bookingFeePrice);
    const expanded = await client.invoices.retrieve(open.id, { expand: ['payments'] });

    expect(customer).toMatchObject({ name: 'Apex', metadata: { business_id: 'biz_1' } });
    expect(price.unit_amount).toBe(5000);
    expect(expanded.payments?.data).toMatchObject([{ status: 'open', amount_requested: 5000 }]);
  });

  it.runIf(hasFixtures)(`makes events with the names of the fixtures${fixturesNote}`, async () => {
    const good = await openFeeInvoice(client, sim, sim.addCustomer({}));
    await client.invoices.pay(good.id, {}, { idempotencyKey: 'k' });
    const bad = await openFeeInvoice(client, sim, sim.addCustomer({ card: 'authentication_required' }));
    await stripeFailure(client.invoices.pay(bad.id));
    await sim.webhooks.idle();

    const made = new Map(receiver.bodies().map((event) => [event.type, event]));
    const files = {
      'invoice.paid': 'invoice.paid.booking',
      'invoice.payment_failed': 'invoice.payment_failed.booking',
      'invoice.payment_action_required': 'invoice.payment_action_required.booking',
      'invoice_payment.paid': 'invoice_payment.paid',
    };
    for (const [type, file] of Object.entries(files)) {
      expect(pathsOf(made.get(type)), type).toEqual(pathsOf(readFixture(`stripe/${file}.json`)));
    }
  });

  it.runIf(hasFixtures)(`declines with the names of the fixture${fixturesNote}`, async () => {
    const open = await openFeeInvoice(client, sim, sim.addCustomer({ card: 'insufficient_funds' }));

    const response = await fetch(`${sim.url}/v1/invoices/${open.id}/pay`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sim.keys.secretKey}`, 'stripe-version': '2026-10-28.endive' },
    });

    expect(pathsOf(await response.json())).toEqual(
      pathsOf(readFixture('stripe/api.error.card_declined.json')),
    );
  });
});
