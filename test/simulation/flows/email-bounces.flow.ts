import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: "the owner's mailbox is gone, or complains",
  async play({ universe: { resend }, business, phone, customer, chance, bookSomething, wait }) {
    resend.setOutcome(business.owner.email, chance.pick(['bounced', 'complained', 'failed'] as const));
    const call = await phone.dial(customer);
    await bookSomething(call);
    call.hangUp();
    await wait(60_000, 3_600_000);
    resend.setOutcome(business.owner.email, undefined);
  },
};
