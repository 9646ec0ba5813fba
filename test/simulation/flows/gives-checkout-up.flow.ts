import { openToOnboard } from '../world/open-to-onboard.ts';
import { somebodyNew } from '../world/somebody-new.ts';
import type { Row } from '../world/universe.ts';
import type { Flow } from './flow.ts';

const HOUR = 3_600_000;

export const flow: Flow = {
  name: 'an owner leaves the checkout, and comes back days later or never',
  isLong: true,
  async play(scene) {
    const { kernel, stripe } = scene.universe;
    const { chance } = scene;
    const me = await somebodyNew(scene);
    const owner = me && (await openToOnboard(scene, me));
    if (owner === undefined) return;
    const isAtCheckout = () => owner.step('subscription')?.waitsFor === 'payment';
    if (!(await owner.goOn(() => isAtCheckout() || owner.isLive()))) return;
    const isBack = chance.is(0.6);
    const session = String((owner.step('subscription')?.made as Row | undefined)?.checkoutId);
    // Stripe's page stands for a day, or until somebody at Stripe ends it; by then it may have been paid all the same.
    if (kernel.isCalm || chance.is(0.6)) {
      await scene.wait(1_000, HOUR);
      if (stripe.lives.sessions.get(session)?.status === 'open') stripe.lives.expire(session);
      await scene.wait(60_000, HOUR);
    } else await scene.wait(20 * HOUR, 40 * HOUR);
    if (!isBack) return;
    owner.wants = 'live';
    await owner.goOn(owner.isLive);
  },
};
