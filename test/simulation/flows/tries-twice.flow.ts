import { openToOnboard } from '../world/open-to-onboard.ts';
import { somebodyNew } from '../world/somebody-new.ts';
import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'somebody opens a second business to try the service again',
  isLong: true,
  async play(scene) {
    const { chance, wait } = scene;
    const me = await somebodyNew(scene);
    const first = me && (await openToOnboard(scene, me));
    if (me === undefined || first === undefined) return;
    const { phone, card, place } = first;
    const again = chance.pick([{ phone }, { card }, { place }]);
    const second = await openToOnboard(scene, me, again);
    if (second === undefined) return;
    for (const owner of [first, second]) owner.wants = 'live';
    if (chance.is(0.5)) {
      const later = wait(0, 2_000).then(() => second.goOn(second.isLive));
      await Promise.all([first.goOn(first.isLive), later]);
      return;
    }
    await first.goOn(first.isLive);
    await second.goOn(second.isLive);
  },
};
