import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { BUSINESS, DAY_MS, OWNER, RETURN_URL, startSubscribing } from './subscribing.ts';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

describe('the customer of a business at Stripe [B1]', () => {
  it('is one, however often and however simultaneously it is asked for', async () => {
    const { stripe, subscriptions } = await startSubscribing();

    const all = await Promise.all([1, 2, 3].map(() => subscriptions.customer(OWNER).catch(() => undefined)));
    const later = await subscriptions.customer(OWNER);

    expect(new Set(all.filter((one) => one !== undefined).map(({ id }) => id))).toEqual(new Set([later.id]));
    expect(stripe.lives.subscriptions.size).toBe(0);
  });

  it('is found again after Stripe has forgotten the key, also under another address', async () => {
    const { subscriptions, customers, pass } = await startSubscribing();
    const first = await subscriptions.customer(OWNER);

    pass(3 * DAY_MS);
    expect(await subscriptions.customer(OWNER)).toEqual(first);
    expect(await subscriptions.customer({ ...OWNER, email: 'new@apex.example' })).toEqual(first);
    expect(customers()).toHaveLength(1);
  });

  it('is no other of the same address: not of another business, nor one without or with a similar id', async () => {
    const { stripe, subscriptions } = await startSubscribing();
    const known: Record<string, string>[] = [
      { business_id: 'biz_another01' },
      { business_id: `${BUSINESS}x` },
      {},
    ];
    const others = known.map((metadata) =>
      stripe.addCustomer({ name: OWNER.name, email: OWNER.email, metadata }),
    );

    const { id } = await subscriptions.customer(OWNER);

    expect(others).not.toContain(id);
  });

  it('is the first that was made, where two were made once', async () => {
    const { stripe, subscriptions, pass } = await startSubscribing();
    const ours = { ...OWNER, metadata: { business_id: BUSINESS } };
    const first = stripe.addCustomer({ ...ours, id: 'cus_zz' });
    pass(60_000);
    stripe.addCustomer({ ...ours, id: 'cus_aa' });

    expect(await subscriptions.customer(OWNER)).toEqual({ id: first });
  });
});

describe('a visit to the checkout [B1]', () => {
  it('asks for a card in any case and for nothing else, tries for as long as it was told, and says whose it is', async () => {
    const { stripe, open } = await startSubscribing();

    const { customerId, visit } = await open();

    expect(visit).toMatchObject({ state: 'open', url: `${stripe.url}/_pay/${visit.id}` });
    const asked = stripe.received().find(({ path }) => path === '/v1/checkout/sessions');
    expect(asked?.headers['idempotency-key']).toBe(`co:${BUSINESS}:1`);
    expect(asked?.body).toMatchObject({
      mode: 'subscription',
      customer: customerId,
      client_reference_id: BUSINESS,
      payment_method_collection: 'always',
      allowed_payment_method_types: { 0: 'card' },
      subscription_data: {
        trial_period_days: '14',
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
        metadata: { business_id: BUSINESS },
      },
      success_url: `${RETURN_URL}?session_id={CHECKOUT_SESSION_ID}`,
      metadata: { business_id: BUSINESS },
    });
  });

  it('is paid from the first day without a trial', async () => {
    const { stripe, subscribed } = await startSubscribing();

    const { subscription } = await subscribed(0);

    expect(subscription).toMatchObject({ status: 'active', trialEndsAt: undefined });
    expect(stripe.paidInvoices()).toMatchObject([{ amountPaidCents: 20_000 }]);
  });

  it('is one visit an attempt, and is told as it stands now when it is asked for again', async () => {
    const { stripe, open } = await startSubscribing();
    const [first, again] = [await open(1), await open(1)];
    expect(again.visit).toEqual(first.visit);

    stripe.lives.complete(first.visit.id);
    expect((await open(1)).visit).toMatchObject({ id: first.visit.id, state: 'complete' });
    expect((await open(2)).visit.id).not.toBe(first.visit.id);
  });

  it('stays open when the card is declined, and ends in a trial with another', async () => {
    const { stripe, subscriptions, open } = await startSubscribing();
    const { visit, customerId } = await open();

    expect(stripe.lives.complete(visit.id, 'insufficient_funds')).toBe(false);
    expect(await subscriptions.readCheckout(visit.id)).toMatchObject({ state: 'open' });
    expect(await subscriptions.ofCustomer(customerId)).toEqual([]);

    expect(stripe.lives.complete(visit.id, '4242 4242 4242 4242')).toBe(true);
    const [subscription] = await subscriptions.ofCustomer(customerId);
    expect(subscription).toMatchObject({ status: 'trialing', paymentMethod: expect.stringMatching(/^pm_/) });
    expect(await subscriptions.readCheckout(visit.id)).toMatchObject({
      state: 'complete',
      subscriptionId: subscription?.id,
    });
  });

  it('runs out after a day, and is ended by us once and for all', async () => {
    const { subscriptions, open, pass } = await startSubscribing();
    const { visit } = await open(1);
    await subscriptions.expireCheckout(visit.id);
    await subscriptions.expireCheckout(visit.id);
    expect(await subscriptions.readCheckout(visit.id)).toMatchObject({ state: 'expired', url: undefined });

    const { visit: other } = await open(2);
    pass(DAY_MS - 60_000);
    expect(await subscriptions.readCheckout(other.id)).toMatchObject({ state: 'open' });
    pass(60_000);
    expect(await subscriptions.readCheckout(other.id)).toMatchObject({ state: 'expired' });
  });

  it('that is complete is not undone by ending it', async () => {
    const { subscriptions, subscribed } = await startSubscribing();
    const { visit, customerId } = await subscribed();

    await subscriptions.expireCheckout(visit.id);

    expect(await subscriptions.ofCustomer(customerId)).toHaveLength(1);
  });

  it('is nothing that can be opened before the stage is connected, and nothing is done', async () => {
    const { stripe, subscriptions } = await startSubscribing('none');
    const { id: customerId } = await subscriptions.customer(OWNER);
    const wanted = { businessId: BUSINESS, customerId, attempt: 1, trialDays: 0, returnUrl: RETURN_URL };

    expect(await codeOf(subscriptions.openCheckout(wanted))).toBe('vendor_unavailable');
    expect(stripe.lives.sessions.size).toBe(0);
  });
});

describe('what is subscribed to [B1]', () => {
  it('is known by the fingerprint of its card, the same for the same card', async () => {
    const [one, other, third] = [
      await startSubscribing(),
      await startSubscribing(),
      await startSubscribing(),
    ];

    const [first, second, different] = [
      await one.subscribed(14, '4242424242424242'),
      await other.subscribed(14, '4242 4242 4242 4242'),
      await third.subscribed(14, '5555555555554444'),
    ];

    expect(first.subscription.cardFingerprint).toMatch(/^\w{8,}$/);
    expect(second.subscription.cardFingerprint).toBe(first.subscription.cardFingerprint);
    expect(different.subscription.cardFingerprint).not.toBe(first.subscription.cardFingerprint);
  });

  it('does not pay booking fees with its card before the customer has adopted that', async () => {
    const { subscriptions, subscribed, cardOf } = await startSubscribing();
    const { customerId, subscription } = await subscribed();
    expect(await cardOf(customerId)).toBeNull();

    await subscriptions.adoptCard(customerId, subscription.paymentMethod ?? '');
    await subscriptions.adoptCard(customerId, subscription.paymentMethod ?? '');

    expect(await cardOf(customerId)).toBe(subscription.paymentMethod);
  });

  it('is paid at once when its trial is ended, and once however often that is asked', async () => {
    const { stripe, subscriptions, subscribed, pass } = await startSubscribing();
    const { customerId, subscription } = await subscribed();
    expect(stripe.paidInvoices()).toMatchObject([{ amountPaidCents: 0 }]);

    await subscriptions.endTrial(subscription.id);
    await subscriptions.endTrial(subscription.id);
    pass(2 * DAY_MS);
    await subscriptions.endTrial(subscription.id);

    expect(await subscriptions.ofCustomer(customerId)).toMatchObject([{ status: 'active' }]);
    expect(stripe.paidInvoices().map(({ amountPaidCents }) => amountPaidCents)).toEqual([0, 20_000]);
  });

  it('is over at once, or at the end of what is paid, and a repeat changes nothing', async () => {
    const { subscriptions, subscribed, pass } = await startSubscribing();
    const { customerId, subscription } = await subscribed();

    await subscriptions.cancel(subscription.id, 'period-end');
    await subscriptions.cancel(subscription.id, 'period-end');
    expect(await subscriptions.ofCustomer(customerId)).toMatchObject([{ status: 'trialing' }]);
    pass(14 * DAY_MS);
    expect(await subscriptions.ofCustomer(customerId)).toEqual([]);

    await subscriptions.cancel(subscription.id, 'period-end');
    await subscriptions.cancel(subscription.id, 'now');
    expect(await subscriptions.ofCustomer(customerId)).toEqual([]);
  });

  it('is shown to its owner on a page of Stripe that leads back', async () => {
    const { stripe, subscriptions, subscribed } = await startSubscribing();
    const { customerId } = await subscribed();

    const { url } = await subscriptions.portal(customerId, RETURN_URL);

    expect(url.startsWith(stripe.url)).toBe(true);
    expect(stripe.received().at(-1)?.body).toMatchObject({
      configuration: 'bpc_local',
      return_url: RETURN_URL,
    });
  });

  it('is what Stripe says: what it refuses will never work, what it does not answer may have been done', async () => {
    const { stripe, subscriptions, open } = await startSubscribing();
    const { visit } = await open();

    expect(await codeOf(subscriptions.portal('cus_nobody', RETURN_URL))).toBe('vendor_refused');
    for (const [effect, code] of [
      ['refuse-503', 'vendor_unavailable'],
      ['429', 'vendor_unavailable'],
      ['error-500-after', 'vendor_outcome_unknown'],
    ] as const) {
      stripe.faults.add({ effect, times: 1 });
      expect(await codeOf(subscriptions.readCheckout(visit.id))).toBe(code);
    }
  });
});
