import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a fee that was paid is refunded, credited or disputed',
  weight: 2,
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
    if (what === 0) {
      const { refund } = lives.refund(paid.id, chance.pick([2_000, 5_000]));
      await wait(0, chance.pick([500, 600_000]));
      if (chance.is(0.3)) lives.failRefund(refund);
      else if (lives.refunds.get(refund)?.amount === 2_000) lives.refund(paid.id, 3_000);
    } else if (what === 1) lives.credit(paid.id, chance.pick([1_500, 5_000]));
    else {
      const { dispute } = lives.dispute(paid.id);
      await wait(0, chance.pick([500, 600_000]));
      if (chance.is(0.5)) lives.closeDispute(dispute, chance.pick(['won', 'lost'] as const));
    }
  },
};
