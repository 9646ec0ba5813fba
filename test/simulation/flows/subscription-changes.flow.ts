import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a subscription begins, falls behind, pauses or ends',
  weight: 2,
  async play({ universe: { stripe }, business, chance, wait, deeds }) {
    const { lives } = stripe;
    const customer = business.billing.stripeCustomerId;
    // One subscription a business: a second flow finds the first one's.
    const known = [...lives.subscriptions.values()].find((one) => one.customer === customer);
    if (known === undefined) lives.subscribe({ customer, trialDays: chance.pick([0, 14]) });
    const { id } = [...lives.subscriptions.values()].find((one) => one.customer === customer) ?? { id: '' };
    deeds.subscribed.add(business.id);
    for (let turn = chance.int(4); turn >= 0; turn -= 1) {
      // Stripe's times have no fraction: of two changes in one second nobody can tell which was later (ADR 9).
      await wait(1_200, chance.pick([1_500, 5_000, 3_600_000]));
      const subscription = lives.subscriptions.get(id);
      if (subscription === undefined || subscription.ended_at !== null) return;
      const what = chance.int(4);
      if (what === 0) lives.change(id, { status: chance.pick(['active', 'past_due', 'unpaid'] as const) });
      else if (what === 1) lives.bill(id);
      else if (what === 2) lives.change(id, { cancel_at_period_end: chance.is(0.5) });
      else if (chance.is(0.3)) lives.end(id);
    }
  },
};
