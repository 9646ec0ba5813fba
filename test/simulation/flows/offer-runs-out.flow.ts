import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an offer is booked after it has run out, or was never made',
  weight: 2,
  async play({ phone, customer, chance, wait }) {
    const [call, other] = [await phone.dial(customer), await phone.dial(customer)];
    const [slot] = await call.lookUp();
    if (slot) {
      // Of another call; with a code that a model made up; and at an hour at which nobody may be there.
      await other.book(slot);
      await other.book({ ...slot, slot_id: `${slot.slot_id.slice(0, -5)}aaaaa` });
      for (const hour of ['03:15', '19:15']) {
        await other.book({ ...slot, slot_id: `${slot.slot_id.slice(0, 11)}${hour}-aaaaa` });
      }
      await wait(chance.between(21, 90) * 60_000);
      await call.book(slot);
    }
    call.hangUp();
    other.hangUp();
  },
};
