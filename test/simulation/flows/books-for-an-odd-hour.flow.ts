import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'callers book the hours around the changing of the clocks',
  weight: 3,
  async play({ phone, customer, chance }) {
    const other = `+1512558${chance.between(1000, 1999)}`;
    const [first, second] = [await phone.dial(customer), await phone.dial(other)];
    const date = new Date(first.answeredAt + chance.pick([0, 86_400_000])).toISOString().slice(0, 10);
    const wish = { date_from: date, date_to: date, time: chance.pick(['00:30', '01:00', '01:30', '02:30']) };
    const book = async (call: typeof first) => {
      const slots = await call.lookUp(wish);
      // Where an hour comes twice, its second time is the harder one.
      const slot = slots.find(({ slot_id: id }) => id.includes('B-')) ?? slots[chance.int(slots.length || 1)];
      if (slot) await call.book(slot);
    };
    await Promise.all([book(first), book(second)]);
    first.hangUp();
    second.hangUp();
  },
};
