import type { Flow } from './flow.ts';

export const flow: Flow = {
  weight: 2,
  name: 'the owner calls, or tries the agent out in a browser',
  async play({ phone, business, customer, chance, deeds, bookSomething }) {
    const isTest = chance.is(0.5);
    const from = isTest ? customer : (business.owner.phones[0] ?? '');
    const call = await phone.dial(from, isTest ? 'web_call' : 'phone_call');
    deeds.unbilledCalls.add(call.id);
    await bookSomething(call, {});
    call.hangUp();
  },
};
