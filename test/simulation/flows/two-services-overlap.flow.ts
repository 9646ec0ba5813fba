import type { Flow } from './flow.ts';

/** `2026-11-24T09:30` a number of minutes later, on the same day. */
const later = (local: string, minutes: number) => {
  const at = new Date(Date.parse(`${local}:00Z`) + minutes * 60_000).toISOString();
  return { date_from: at.slice(0, 10), date_to: at.slice(0, 10), time: at.slice(11, 16) };
};

export const flow: Flow = {
  name: 'a long job and a short one want times that overlap',
  weight: 3,
  async play({ phone, business, customer, chance, wait }) {
    const other = `+1512558${chance.between(1000, 1999)}`;
    const [long, short] = [await phone.dial(customer), await phone.dial(other)];
    const [repair = '', estimate = ''] = business.services.map(({ name }) => name);
    const [first] = await long.lookUp({ service: repair });
    if (first) {
      // In the middle of the long one.
      const wish = later(first.slot_id.slice(0, 16), business.startEveryMinutes);
      const offers = await short.lookUp({ ...wish, service: estimate });
      const within = offers.find(({ slot_id: id }) => id.startsWith(`${wish.date_from}T${wish.time}`));
      const bookings = [
        () => long.book(first, { service: repair }),
        () => (within ? short.book(within, { service: estimate }) : undefined),
      ];
      for (const book of chance.shuffled(bookings)) {
        const booking = book();
        if (chance.is(0.6)) await booking;
        await wait(0, 60);
      }
    }
    long.hangUp();
    short.hangUp();
  },
};
