import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { DAY_MS, OWNER, startSubscribing } from './subscribing.ts';

/** Stripe fails once, and repeats that answer under the same key for a day. */
const FAILURES = [['error-500-before'], ['error-500-after']] as const;

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

describe('a failure that Stripe has stored traps nobody who subscribes [B1]', () => {
  it.each(FAILURES)('makes one customer all the same (%s)', async (effect) => {
    const { stripe, subscriptions, customers } = await startSubscribing();
    stripe.faults.add({ match: { method: 'POST', path: '/v1/customers' }, effect, times: 1 });

    expect(await codeOf(subscriptions.customer(OWNER))).toBe('vendor_outcome_unknown');
    const { id } = await subscriptions.customer(OWNER);
    expect(await subscriptions.customer(OWNER)).toEqual({ id });

    const keys = customers().map(({ headers }) => headers['idempotency-key']);
    // What a failed request has made all the same is found; what it has not is asked for under another key.
    expect(new Set(keys).size).toBe(effect === 'error-500-after' ? 1 : 2);
  });

  it.each(FAILURES)('opens the visit all the same, the same one each time (%s)', async (effect) => {
    const { stripe, open } = await startSubscribing();
    const path = '/v1/checkout/sessions';
    stripe.faults.add({ match: { method: 'POST', path }, effect, times: 1 });

    expect(await codeOf(open())).toBe('vendor_outcome_unknown');
    const { visit } = await open();
    expect(visit).toMatchObject({ state: 'open', url: expect.stringContaining(visit.id) });
    expect((await open()).visit).toEqual(visit);
  });

  it('opens a visit also where one was asked for on other terms, and nobody heard of it', async () => {
    const { open } = await startSubscribing();
    const { visit: unheard } = await open(1, 14);

    const { visit } = await open(1, 0);

    expect(visit).toMatchObject({ state: 'open' });
    expect(visit.id).not.toBe(unheard.id);
  });

  it.each(FAILURES)('ends the trial once all the same (%s)', async (effect) => {
    const { stripe, subscriptions, subscribed, pass } = await startSubscribing();
    const { customerId, subscription } = await subscribed();
    stripe.faults.add({ match: { method: 'POST', path: '/v1/subscriptions/' }, effect, times: 1 });

    expect(await codeOf(subscriptions.endTrial(subscription.id))).toBe('vendor_outcome_unknown');
    await subscriptions.endTrial(subscription.id);
    pass(2 * DAY_MS);
    await subscriptions.endTrial(subscription.id);

    expect(await subscriptions.ofCustomer(customerId)).toMatchObject([{ status: 'active' }]);
    expect(stripe.paidInvoices().map(({ amountPaidCents }) => amountPaidCents)).toEqual([0, 20_000]);
  });
});
