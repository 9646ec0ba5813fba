import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a long job and a short one want times that overlap',
  weight: 3,
  async play({ phone, business, customer, chance, wait }) {
    const other = `+1512558${chance.between(1000, 1999)}`;
    const [long, short] = await Promise.all([phone.dial(customer), phone.dial(other)]);
    const [repair = '', estimate = ''] = business.services.map(({ name }) => name);
    const wish = { date_from: new Date(long.answeredAt + 86_400_000).toISOString().slice(0, 10) };
    const [longs, shorts] = await Promise.all([
      long.lookUp({ ...wish, service: repair }),
      short.lookUp({ ...wish, service: estimate }),
    ]);
    const [first] = longs;
    const last = shorts.at(-1);
    const book = async (call: typeof long, slot: typeof first, service: string) => {
      await wait(0, 100);
      if (slot) await call.book(slot, { service });
    };
    await Promise.all([book(long, first, repair), book(short, chance.is(0.5) ? last : shorts[0], estimate)]);
    long.hangUp();
    short.hangUp();
  },
};
