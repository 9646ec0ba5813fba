import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an appointment is cancelled and booked again in the same call',
  weight: 4,
  async play({ phone, customer, chance, wait, read, cancel }) {
    const call = await phone.dial(customer);
    const [slot] = await call.lookUp();
    const told = slot && (await call.book(slot));
    if (slot && told?.booking_id !== undefined) {
      const asRead = read(told.booking_id);
      await wait(0, chance.pick([50, 1_000, 8_000, 20_000, 60_000]));
      const isDone = await cancel(asRead);
      if (isDone && chance.is(0.7)) await call.book(slot);
      // Somebody else who has the old appointment on their screen still.
      if (chance.is(0.5)) await cancel(asRead);
    }
    call.hangUp();
  },
};
