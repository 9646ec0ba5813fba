import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a customer says STOP while their confirmation is under way',
  weight: 4,
  async play({ phone, customer, chance, wait, text, bookSomething, neighbour }) {
    const call = await phone.dial(customer);
    if (chance.is(0.3)) text('STOP');
    await bookSomething(call);
    await wait(0, chance.pick([300, 3_000, 120_000]));
    text(chance.pick(['STOP', 'stop.', 'Opt out', 'REVOKE', 'Unsubscribe']));
    if (chance.is(0.4)) text('STOP', neighbour);
    call.hangUp();
    if (chance.is(0.4)) {
      await wait(1_000, 3_600_000);
      text(chance.pick(['START', 'unstop']));
      if (chance.is(0.5)) {
        await wait(0, 2_000);
        text('STOP');
      }
    }
  },
};
