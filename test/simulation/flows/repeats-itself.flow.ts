import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'the agent asks for the same booking again and again',
  weight: 3,
  async play({ phone, customer, chance, wait }) {
    const call = await phone.dial(customer);
    const [slot] = await call.lookUp();
    if (slot) {
      await Promise.all([call.book(slot), chance.is(0.5) ? call.book(slot) : undefined]);
      await wait(500, 5_000);
      await call.book(slot);
      // The offer is over by then, and the booking is still this call's.
      if (chance.is(0.3)) {
        await wait(25 * 60_000);
        await call.book(slot);
      }
    }
    call.hangUp();
  },
};
