import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an appointment is cancelled while Stripe is away in the middle of its charge',
  weight: 2,
  async play({ phone, customer, chance, wait, bookSomething, goDown, read, cancel }) {
    const call = await phone.dial(customer);
    const told = await bookSomething(call);
    call.hangUp();
    if (told?.booking_id === undefined) return;
    await wait(100, 2_500);
    goDown('stripe', chance.pick([60_000, 1_800_000]));
    await wait(1_000, 40_000);
    await cancel(read(told.booking_id));
  },
};
