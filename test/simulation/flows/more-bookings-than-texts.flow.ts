import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'more callers book at once than a day has texts for',
  weight: 2,
  async play({ phone, customer, chance, bookSomething }) {
    const others = [0, 1].map((each) => `+1512557${chance.between(1000, 1999) + each}`);
    const calls = await Promise.all([customer, ...others].map((caller) => phone.dial(caller)));
    await Promise.all(calls.map((call) => bookSomething(call)));
    for (const call of calls) call.hangUp();
  },
};
