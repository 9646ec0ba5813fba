import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a fee that was paid is refunded, credited or disputed',
  async play({ universe: { stripe }, business, phone, customer, chance, wait, bookSomething }) {
    const call = await phone.dial(customer);
    await bookSomething(call);
    call.hangUp();
    await wait(5_000, 3_600_000);
    const paid = stripe
      .paidInvoices()
      .find(
        ({ customer: owner, metadata }) => owner === business.billing.stripeCustomerId && metadata.fee_id,
      );
    if (paid === undefined) return;
    const { lives } = stripe;
    const isTaken =
      [...lives.refunds.values(), ...lives.disputes.values(), ...lives.notes.values()].length > 0;
    if (isTaken) return;
    const what = chance.int(3);
    if (what === 0) lives.refund(paid.id);
    else if (what === 1) lives.credit(paid.id);
    else lives.dispute(paid.id);
  },
};
