import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { type StripeSimulator, startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { breaksContract } from '../../support/contracts/deliberate.ts';
import { openFeeInvoice, stripeClient, stripeFailure } from './stripe-client.ts';

const HOUR_MS = 60 * 60 * 1000;

describe('idempotency keys of the Stripe simulator', () => {
  const clock = createLocalClock();
  let sim: StripeSimulator;
  let client: Stripe;

  beforeEach(async () => {
    clock.set(0);
    sim = await startStripe({ clock, webhookUrl: () => undefined });
    client = stripeClient(sim);
  });
  afterEach(() => sim.stop());

  it('replays the first result for the same key, a declined card included', async () => {
    const open = await openFeeInvoice(client, sim, sim.addCustomer({ card: 'decline_then_ok' }));
    const pay = () => client.invoices.pay(open.id, {}, { idempotencyKey: 'pay:v1' });

    const first = await stripeFailure(pay());
    const second = await stripeFailure(pay());
    const clash = await stripeFailure(
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
    const second = await stripeFailure(client.invoices.create({ customer }, { idempotencyKey: 'inv:v1' }));

    expect(second).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect((await first).status).toBe('draft');
  });

  it('does not use up a key for a request that is refused before it begins', async () => {
    breaksContract('stripe POST /v1/invoices request', 'an old parameter');
    const customer = sim.addCustomer({});

    const refused = await stripeFailure(
      client.invoices.create({ customer, price: 'x' } as never, { idempotencyKey: 'k' }),
    );
    const created = await client.invoices.create({ customer }, { idempotencyKey: 'k' });

    expect(refused).toMatchObject({ statusCode: 400, code: 'parameter_unknown' });
    expect(created.status).toBe('draft');
  });

  it('keeps the effect of a request whose answer was lost, once', async () => {
    const customer = sim.addCustomer({});
    sim.faults.add({ match: { path: '/v1/invoices', nth: 1 }, effect: 'hang-after' });
    const impatient = stripeClient(sim, { timeout: 100 });

    const lost = await stripeFailure(impatient.invoices.create({ customer }, { idempotencyKey: 'k' }));
    const replayed = await client.invoices.create({ customer }, { idempotencyKey: 'k' });

    expect(lost).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(sim.invoices().map(({ id }) => id)).toEqual([replayed.id]);
  });

  it('replays a stored 500 although the effect has happened', async () => {
    const customer = sim.addCustomer({});
    sim.faults.add({ match: { path: '/v1/invoices', nth: 1 }, effect: 'error-500-after' });
    const create = () => client.invoices.create({ customer }, { idempotencyKey: 'k' });

    const [first, second] = [await stripeFailure(create()), await stripeFailure(create())];

    expect([first.statusCode, second.statusCode]).toEqual([500, 500]);
    expect(sim.invoices()).toHaveLength(1);
  });
});
