import { describe, expect, it } from 'vitest';
import { NOTHING } from '../../support/closing-world.ts';
import { GIVEN_UP, KEPT, registered, WEEK_MS } from '../../support/registered-business.ts';
import type { Cut } from '../../support/vendors-of-onboarding.ts';

describe('the brand of a business that leaves, and whose worker dies [D13]', () => {
  const whole = async (isKept: boolean) => {
    const world = await registered();
    if (isKept) world.keep();
    const first = world.vendors.state.requests;
    await world.close();
    await world.untilClosed();
    return { first, last: world.vendors.state.requests };
  };

  it.each<[boolean, Cut]>([
    [true, 'before'],
    [true, 'after'],
    [false, 'before'],
    [false, 'after'],
  ])('F-OPS-5: ends alike (kept: %s), when it dies %s any request took effect', async (isKept, how) => {
    const { first, last } = await whole(isKept);
    expect(last - first).toBeGreaterThan(25);
    for (let request = first + 1; request <= last; request += 1) {
      const world = await registered();
      if (isKept) world.keep();
      world.vendors.state.cutAt = { request, how };
      await world.close();
      await world.untilClosed();

      expect([request, world.left()]).toEqual([request, { ...NOTHING, brands: isKept ? 1 : 0 }]);
      expect([request, await world.certificate()]).toEqual([request, isKept ? KEPT : GIVEN_UP]);
      expect([request, (await world.closingNow()).state]).toEqual([request, 'closed']);
    }
  });

  it.each<Cut>(['before', 'after'])(
    'is gone in the end, when it dies %s it is asked for again',
    async (how) => {
      for (const nth of [1, 2, 3]) {
        const world = await registered();
        world.keep();
        await world.close();
        await world.untilClosed();
        world.letGo();
        world.clock.pass(WEEK_MS);
        world.vendors.state.cutAt = { request: world.vendors.state.requests + nth, how };
        await expect(world.goOnClosing()).rejects.toThrow();
        world.clock.pass(4 * 60_000);
        await world.goOnClosing();

        expect([nth, world.left()]).toEqual([nth, NOTHING]);
        expect([nth, await world.certificate()]).toEqual([nth, GIVEN_UP]);
      }
    },
  );
});
