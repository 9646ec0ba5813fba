import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: "a customer's phone takes no texts",
  weight: 2,
  async play({ universe: { telnyx }, phone, customer, chance, bookSomething, wait }) {
    telnyx.setOutcome(
      customer,
      chance.pick([
        { status: 'delivery_failed', code: '40001' },
        { status: 'delivery_failed', code: '40300' },
        { status: 'delivery_failed' },
        { status: 'sending_failed' },
        { status: 'delivery_unconfirmed' },
        { status: 'sent' },
        { status: 'sent' },
        { status: 'sent' },
      ] as const),
    );
    const call = await phone.dial(customer);
    await bookSomething(call);
    call.hangUp();
    await wait(60_000, 3_600_000);
    telnyx.setOutcome(customer, undefined);
  },
};
