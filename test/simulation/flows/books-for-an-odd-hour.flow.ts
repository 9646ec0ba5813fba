import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'callers book the hours around the changing of the clocks',
  weight: 2,
  async play({ phone, business, customer, chance, bookSomething }) {
    const other = `+1512558${chance.between(1000, 1999)}`;
    const [first, second] = [await phone.dial(customer), await phone.dial(other)];
    const date = new Date(first.answeredAt + chance.pick([0, 86_400_000])).toISOString().slice(0, 10);
    const wish = { date_from: date, date_to: date, time: chance.pick(['00:30', '01:00', '01:30', '02:30']) };
    const services = business.services.map(({ name }) => name);
    await Promise.all([
      bookSomething(first, { ...wish, service: services[0] }),
      bookSomething(second, { ...wish, service: services[0] }),
    ]);
    first.hangUp();
    second.hangUp();
  },
};
