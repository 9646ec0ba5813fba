import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a caller says no to texts and asks for one after all',
  weight: 2,
  async play({ phone, customer, chance, wait }) {
    const call = await phone.dial(customer);
    const [slot] = await call.lookUp();
    const told = slot && (await call.book(slot, { sms_consent: chance.is(0.5) }));
    if (told?.booking_id !== undefined) {
      await wait(0, 90_000);
      await call.askForText(told.booking_id);
      if (chance.is(0.3)) await call.askForText(told.booking_id);
    }
    call.hangUp();
  },
};
