import { openToOnboard } from '../world/open-to-onboard.ts';
import { somebodyNew } from '../world/somebody-new.ts';
import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'two people bring one business to its line at two screens',
  isLong: true,
  async play(scene) {
    const me = await somebodyNew(scene);
    const owner = me && (await openToOnboard(scene, me, { texting: scene.chance.is(0.5) }));
    if (owner === undefined) return;
    owner.wants = 'live';
    await Promise.all([owner.goOn(owner.isLive), scene.wait(0, 3_000).then(() => owner.goOn(owner.isLive))]);
  },
};
