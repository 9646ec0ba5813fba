import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'two callers want the same time',
  weight: 4,
  async play({ phone, customer, chance, wait }) {
    const other = `+1512558${chance.between(1000, 1999)}`;
    const [first, second] = await Promise.all([phone.dial(customer), phone.dial(other)]);
    const offers = await Promise.all([first.lookUp(), second.lookUp()]);
    const tell = async (call: typeof first, slots: (typeof offers)[number]) => {
      const [slot] = slots;
      if (slot === undefined) return;
      await wait(0, 60);
      const told = await call.book(slot);
      const [next] = told?.slots ?? [];
      if (told?.code === 'slot_taken' && next) await call.book(next);
    };
    await Promise.all([tell(first, offers[0]), tell(second, offers[1])]);
    first.hangUp();
    second.hangUp();
  },
};
