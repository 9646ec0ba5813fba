import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: "the owner's card is declined and pays later",
  weight: 2,
  async play({ universe: { stripe }, business, phone, customer, chance, wait, bookSomething }) {
    const owner = business.billing.stripeCustomerId;
    stripe.setCard(owner, chance.pick(['card_declined', 'insufficient_funds', 'none'] as const));
    const call = await phone.dial(customer);
    await bookSomething(call);
    call.hangUp();
    await wait(1_000, 6 * 3_600_000);
    stripe.setCard(owner, 'ok');
    // Stripe collects open invoices by itself, days later.
    await wait(60_000, 3 * 86_400_000);
    for (const id of stripe.retriesDue()) stripe.retryPayment(id);
  },
};
