import { AREAS } from '../world/onboarder.ts';
import { openToOnboard } from '../world/open-to-onboard.ts';
import { somebodyNew } from '../world/somebody-new.ts';
import type { Flow } from './flow.ts';

const HOUR = 3_600_000;

export const flow: Flow = {
  name: 'an owner brings a business to its line',
  isLong: true,
  weight: 3,
  async play(scene) {
    const { universe, chance, wait, customer, bookSomething } = scene;
    const { telnyx, kernel } = universe;
    const me = await somebodyNew(scene);
    if (me === undefined) return;
    const areaCode = chance.is(0.2) ? AREAS.soldOut : chance.pick(AREAS.stocked);
    const owner = await openToOnboard(scene, me, { areaCode, texting: chance.is(0.3) });
    if (owner === undefined) return;
    owner.wants = 'live';
    if (kernel.mishap(0.2)) {
      telnyx.setVerdicts({ order: 'failure' });
      kernel.after(chance.int(HOUR), () => telnyx.setVerdicts({ order: 'success' }));
    }
    // Others buy what a search has shown, a moment after it has.
    let sold = kernel.mishap(0.4) ? 2 : 0;
    universe.watchVendors((vendor, { path }, { body }) => {
      if (vendor !== 'telnyx' || path !== '/v2/available_phone_numbers' || sold === 0) return;
      const [first] = (body as { readonly data: readonly { readonly phone_number: string }[] }).data;
      sold -= 1;
      if (first) telnyx.takeNumber(first.phone_number);
    });
    await owner.goOn(owner.isLive);
    const connected = owner.connected();
    if (connected === undefined) return;
    await wait(1_000, 600_000);
    const call = await universe.phoneOf(connected).dial(customer);
    await bookSomething(call);
    call.hangUp();
  },
};
