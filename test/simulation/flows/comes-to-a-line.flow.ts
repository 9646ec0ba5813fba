import { AREAS, openToOnboard } from '../world/onboarder.ts';
import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an owner brings a business to its line',
  isOfOnboarding: true,
  weight: 3,
  async play({ universe, people, business, chance, deeds, wait, customer, bookSomething }) {
    const me = await people.member('staff', business.id);
    if (!(await me.signIn())) return;
    const areaCode = chance.is(0.2) ? AREAS.soldOut : chance.pick(AREAS.stocked);
    const owner = await openToOnboard({ universe, chance, deeds }, me, { areaCode, texting: chance.is(0.3) });
    if (owner === undefined) return;
    owner.wants = 'live';
    await owner.goOn(owner.isLive);
    const connected = owner.connected();
    if (connected === undefined) return;
    await wait(1_000, 600_000);
    const call = await universe.phoneOf(connected).dial(customer);
    await bookSomething(call);
    call.hangUp();
  },
};
