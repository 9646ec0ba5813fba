import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an appointment is cancelled and booked again in the same call',
  weight: 3,
  async play({ phone, customer, chance, wait, cancel }) {
    const call = await phone.dial(customer);
    const [slot] = await call.lookUp();
    const told = slot && (await call.book(slot));
    if (slot && told?.booking_id !== undefined) {
      await wait(0, chance.pick([50, 1_000, 60_000]));
      const isDone = await cancel(told.booking_id);
      if (isDone && chance.is(0.7)) await call.book(slot);
    }
    call.hangUp();
  },
};
