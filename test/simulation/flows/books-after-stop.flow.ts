import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'somebody who said STOP long ago books, and asks for the text',
  weight: 2,
  async play({ phone, customer, wait, text, bookSomething }) {
    text('STOP');
    await wait(60_000, 7_200_000);
    const call = await phone.dial(customer);
    const told = await bookSomething(call);
    if (told?.booking_id !== undefined) await call.askForText(told.booking_id);
    call.hangUp();
  },
};
