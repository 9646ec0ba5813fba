import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { type StripeSimulator, startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { fixturesNote, hasFixtures, pathsOf, readFixture } from './fixtures.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const HOUR_MS = 60 * 60 * 1000;

describe('the Stripe simulator', () => {
  const clock = createLocalClock();
  let receiver: WebhookReceiver;
  let sim: StripeSimulator;
  let client: Stripe;

  beforeEach(async () => {
    clock.set(0);
    receiver = await startWebhookReceiver();
    sim = await startStripe({ clock, webhookUrl: () => receiver.url, webhookRetryMs: [5, 5] });
    client = clientWith(sim.keys.secretKey);
  });
  afterEach(async () => {
    await sim.stop();
    await receiver.stop();
  });

  const clientWith = (key: string, timeout = 2000): Stripe => {
    const { hostname, port } = new URL(sim.url);
    return new Stripe(key, {
      host: hostname,
      port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      timeout,
    });
  };
  const feeInvoice = async (customer: string): Promise<Stripe.Invoice> => {
    const invoice = await client.invoices.create({
      customer,
      currency: 'usd',
      collection_method: 'charge_automatically',
      auto_advance: false,
      pending_invoice_items_behavior: 'exclude',
      description: 'Booking fee',
      metadata: { business_id: 'biz_1', booking_id: 'apt_1', kind: 'booking_fee' },
    });
    await client.invoiceItems.create({
      customer,
      invoice: invoice.id,
      pricing: { price: sim.bookingFeePrice },
      quantity: 1,
      description: 'Booking fee - apt_1',
      metadata: { booking_id: 'apt_1' },
    });
    return client.invoices.finalizeInvoice(invoice.id, { auto_advance: true });
  };
  const failure = async (work: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
    work.then(
      () => {
        throw new Error('it was expected to fail');
      },
      (error: Stripe.errors.StripeError) => error,
    );

  it('takes an invoice from draft to paid and says so in signed webhooks', async () => {
    const open = await feeInvoice(sim.addCustomer({ name: 'Apex', card: 'ok' }));

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
    const open = await feeInvoice(sim.addCustomer({ card: 'decline_then_ok' }));

    const declined = await failure(client.invoices.pay(open.id));
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
    const open = await feeInvoice(customer);
    await failure(client.invoices.pay(open.id));

    const before = sim.retryPayment(open.id);
    sim.setCard(customer, 'ok');
    const after = sim.retryPayment(open.id);

    expect([before, after]).toEqual([false, true]);
    expect(sim.invoices()).toMatchObject([{ status: 'paid', attempts: 3 }]);
  });

  it('refuses to pay a paid invoice in the words of Stripe', async () => {
    const open = await feeInvoice(sim.addCustomer({}));
    await client.invoices.pay(open.id);

    const refused = await failure(client.invoices.pay(open.id));

    expect(refused).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    expect(refused.message).toBe('Invoice is already paid');
  });

  it('voids open invoices, deletes drafts and refuses the other way round', async () => {
    const customer = sim.addCustomer({});
    const open = await feeInvoice(customer);
    const draft = await client.invoices.create({ customer });

    const deleted = await client.invoices.del(draft.id);
    const notDeleted = await failure(client.invoices.del(open.id));
    const voided = await client.invoices.voidInvoice(open.id);
    const notPaid = await failure(client.invoices.pay(open.id));

    expect(deleted).toMatchObject({ id: draft.id, deleted: true });
    expect(notDeleted.statusCode).toBe(400);
    expect(voided.status).toBe('void');
    expect(notPaid.statusCode).toBe(400);
  });

  it('replays the first result for the same key, a declined card included', async () => {
    const open = await feeInvoice(sim.addCustomer({ card: 'decline_then_ok' }));
    const pay = () => client.invoices.pay(open.id, {}, { idempotencyKey: 'pay:v1' });

    const first = await failure(pay());
    const second = await failure(pay());
    const clash = await failure(
      client.invoices.pay(open.id, { off_session: true }, { idempotencyKey: 'pay:v1' }),
    );

    expect(second.message).toBe(first.message);
    expect(second.headers?.['idempotent-replayed']).toBe('true');
    expect(sim.invoices()[0]?.attempts).toBe(1);
    expect(clash).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(clash.statusCode).toBe(400);
  });

  it('forgets a key after 24 hours', async () => {
    const customer = sim.addCustomer({});
    const create = () => client.invoices.create({ customer }, { idempotencyKey: 'inv:v1' });

    const first = await create();
    clock.set(23 * HOUR_MS);
    const same = await create();
    clock.set(25 * HOUR_MS);
    const other = await create();

    expect(same.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
  });

  it('answers a second request with 409 while the first with its key still runs', async () => {
    const customer = sim.addCustomer({});
    sim.faults.add({ match: { path: '/v1/invoices', nth: 1 }, effect: 'delay', ms: 300 });

    const first = client.invoices.create({ customer }, { idempotencyKey: 'inv:v1' });
    await expect.poll(() => sim.received().length).toBe(1);
    const second = await failure(client.invoices.create({ customer }, { idempotencyKey: 'inv:v1' }));

    expect(second).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect((await first).status).toBe('draft');
  });

  it('does not use up a key for a request that is refused before it begins', async () => {
    const customer = sim.addCustomer({});

    const refused = await failure(
      client.invoices.create({ customer, price: 'x' } as never, { idempotencyKey: 'k' }),
    );
    const created = await client.invoices.create({ customer }, { idempotencyKey: 'k' });

    expect(refused).toMatchObject({ statusCode: 400, code: 'parameter_unknown' });
    expect(created.status).toBe('draft');
  });

  it('keeps the effect of a request whose answer was lost, once', async () => {
    const customer = sim.addCustomer({});
    sim.faults.add({ match: { path: '/v1/invoices', nth: 1 }, effect: 'hang-after' });
    const impatient = clientWith(sim.keys.secretKey, 100);

    const lost = await failure(impatient.invoices.create({ customer }, { idempotencyKey: 'k' }));
    const replayed = await client.invoices.create({ customer }, { idempotencyKey: 'k' });

    expect(lost).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(sim.invoices().map(({ id }) => id)).toEqual([replayed.id]);
  });

  it('replays a stored 500 although the effect has happened', async () => {
    const customer = sim.addCustomer({});
    sim.faults.add({ match: { path: '/v1/invoices', nth: 1 }, effect: 'error-500-after' });
    const create = () => client.invoices.create({ customer }, { idempotencyKey: 'k' });

    const [first, second] = [await failure(create()), await failure(create())];

    expect([first.statusCode, second.statusCode]).toEqual([500, 500]);
    expect(sim.invoices()).toHaveLength(1);
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

    const wrongKey = await failure(clientWith('sk_test_wrong').invoices.retrieve(invoice.id));
    const nobody = await failure(client.invoices.create({ customer: 'cus_nobody' }));
    const noPrice = await failure(
      client.invoiceItems.create({ customer, invoice: invoice.id, pricing: { price: 'price_x' } }),
    );

    expect(wrongKey).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(nobody).toMatchObject({ statusCode: 400, code: 'resource_missing' });
    expect(noPrice.message).toBe("No such price: 'price_x'");
  });

  it('serves customers, prices and the payments of an invoice', async () => {
    const created = await client.customers.create({ name: 'Apex', metadata: { business_id: 'biz_1' } });
    const open = await feeInvoice(created.id);

    const customer = await client.customers.retrieve(created.id);
    const price = await client.prices.retrieve(sim.bookingFeePrice);
    const expanded = await client.invoices.retrieve(open.id, { expand: ['payments'] });

    expect(customer).toMatchObject({ name: 'Apex', metadata: { business_id: 'biz_1' } });
    expect(price.unit_amount).toBe(5000);
    expect(expanded.payments?.data).toMatchObject([{ status: 'open', amount_requested: 5000 }]);
  });

  it.runIf(hasFixtures)(`makes events with the names of the fixtures${fixturesNote}`, async () => {
    const good = await feeInvoice(sim.addCustomer({}));
    await client.invoices.pay(good.id, {}, { idempotencyKey: 'k' });
    const bad = await feeInvoice(sim.addCustomer({ card: 'authentication_required' }));
    await failure(client.invoices.pay(bad.id));
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
    const open = await feeInvoice(sim.addCustomer({ card: 'insufficient_funds' }));

    const response = await fetch(`${sim.url}/v1/invoices/${open.id}/pay`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sim.keys.secretKey}` },
    });

    expect(pathsOf(await response.json())).toEqual(
      pathsOf(readFixture('stripe/api.error.card_declined.json')),
    );
  });
});
