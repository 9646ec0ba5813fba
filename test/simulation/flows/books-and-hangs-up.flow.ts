import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a caller books and hangs up',
  weight: 6,
  async play({ phone, customer, chance, wait, bookSomething }) {
    const call = await phone.dial(customer);
    await wait(2_000, 20_000);
    await bookSomething(call, chance.is(0.3) ? { part_of_day: 'afternoon' } : {});
    await wait(1_000, 30_000);
    call.hangUp();
  },
};
