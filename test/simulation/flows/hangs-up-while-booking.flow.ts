import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a caller hangs up while the booking is made',
  weight: 3,
  async play({ phone, customer, wait }) {
    const call = await phone.dial(customer);
    const [slot] = await call.lookUp();
    if (slot) {
      const booking = call.book(slot);
      await wait(0, 400);
      call.hangUp();
      await booking;
    }
    call.hangUp();
  },
};
