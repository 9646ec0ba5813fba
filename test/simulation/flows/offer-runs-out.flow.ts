import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an offer is booked after it has run out, or was never made',
  async play({ phone, customer, chance, wait }) {
    const [call, other] = [await phone.dial(customer), await phone.dial(customer)];
    const [slot] = await call.lookUp();
    if (slot) {
      // Of another call, and invented.
      await other.book(slot);
      await other.book({ ...slot, slot_id: `${slot.slot_id.slice(0, -5)}aaaaa` });
      await wait(chance.between(21, 90) * 60_000);
      await call.book(slot);
    }
    call.hangUp();
    other.hangUp();
  },
};
