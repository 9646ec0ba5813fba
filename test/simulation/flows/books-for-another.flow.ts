import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'two people book for a third at once',
  weight: 2,
  async play({ phone, customer, chance, wait }) {
    const third = `+1512557${chance.between(1000, 1999)}`;
    const calls = [await phone.dial(customer), await phone.dial(`+1512558${chance.between(1000, 1999)}`)];
    const name = (index: number) => ['Gran', 'Grandma Reyes'][index] ?? '';
    const offers = await Promise.all(calls.map((call) => call.lookUp({})));
    const bookings = calls.map((call, index) => {
      // Each another time, so that both can have theirs.
      const slot = offers[index]?.[index];
      return slot && call.book(slot, { customer_phone: third, customer_name: name(index) });
    });
    await Promise.all(bookings);
    await wait(500, 5_000);
    for (const call of calls) call.hangUp();
  },
};
