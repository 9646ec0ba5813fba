import { openToOnboard } from '../world/open-to-onboard.ts';
import { somebodyNew } from '../world/somebody-new.ts';
import type { Flow } from './flow.ts';

const HOUR = 3_600_000;

export const flow: Flow = {
  name: 'an owner leaves the checkout, and comes back days later or never',
  isLong: true,
  async play(scene) {
    const me = await somebodyNew(scene);
    const owner = me && (await openToOnboard(scene, me));
    if (owner === undefined) return;
    const isAtCheckout = () => owner.step('subscription')?.waitsFor === 'payment';
    if (!(await owner.goOn(() => isAtCheckout() || owner.isLive()))) return;
    const isBack = scene.chance.is(0.6);
    // Stripe's page stands for a day.
    await scene.wait(20 * HOUR, 60 * HOUR);
    if (!isBack) return;
    owner.wants = 'live';
    await owner.goOn(owner.isLive);
  },
};
