import { describe, expect, it } from 'vitest';
import { ERASED_AFTER_DAYS } from '../../../functions/contracts/retention.ts';
import { erased } from '../../../functions/domain/leaving/closing.ts';
import { closingWorld, NOTHING } from '../../support/closing-world.ts';
import { inMemory } from '../../support/on-both-stores.ts';
import { aSender } from '../../support/provision-world.ts';
import { GIVEN_UP, KEPT, registered, WEEK_MS } from '../../support/registered-business.ts';

describe('the brand of a business that leaves [D13]', () => {
  it('F-OPS-5: is given up after its campaign, and the certificate says so', async () => {
    const world = await registered();

    await world.close();
    await world.untilClosed();

    expect(world.left()).toEqual(NOTHING);
    expect(await world.certificate()).toEqual(GIVEN_UP);
    const { state, waitsFor } = await world.closingNow();
    expect([state, waitsFor]).toEqual(['closed', undefined]);
  });

  it('is asked for every week until the registry gives it up, when all else is closed', async () => {
    const world = await registered();
    world.keep();

    await world.close();
    await world.untilClosed();

    expect(world.left()).toEqual({ ...NOTHING, brands: 1 });
    expect(await world.certificate()).toEqual(KEPT);
    expect(await world.closingNow()).toMatchObject({ state: 'closed', waitsFor: 'brand' });
    expect((await world.stepsNow()).state).toBe('closed');
    const before = world.vendors.state.requests;
    await world.goOnClosing();
    expect(world.vendors.state.requests).toBe(before);

    world.clock.pass(WEEK_MS);
    await world.goOnClosing();
    expect(world.vendors.state.requests).toBeGreaterThan(before);
    expect(await world.certificate()).toEqual(KEPT);

    world.letGo();
    await world.goOnClosing();
    expect(world.left().brands).toBe(1);
    world.clock.pass(WEEK_MS);
    await world.goOnClosing();
    expect(world.left()).toEqual(NOTHING);
    expect(await world.certificate()).toEqual(GIVEN_UP);
    const asked = world.vendors.state.requests;
    world.clock.pass(WEEK_MS);
    await world.goOnClosing();
    expect(world.vendors.state.requests).toBe(asked);
  });

  it('keeps nobody’s data from being erased, and is asked for after that', async () => {
    const store = inMemory();
    const world = await registered(store);
    world.keep();
    await world.close();
    await world.untilClosed();
    const wakes = async () => (await world.row())?.wake as { readonly name: string } | undefined;

    const named: (string | undefined)[] = [];
    for (let week = 1; week * 7 <= ERASED_AFTER_DAYS; week += 1) {
      named.push((await wakes())?.name);
      world.clock.pass(WEEK_MS);
      await world.goOnClosing();
    }
    expect(new Set(named)).toEqual(new Set(['closing.requested']));
    expect((await wakes())?.name).toBe('erasure.requested');

    const closing = await world.closingNow();
    await world.closings.move(closing, erased(closing, world.clock.now()));
    expect((await wakes())?.name).toBe('closing.requested');
    world.letGo();
    world.clock.pass(WEEK_MS);
    await world.goOnClosing();
    expect(await world.certificate()).toEqual(GIVEN_UP);
    expect(await wakes()).toBeUndefined();
    expect(await world.closingNow()).toMatchObject({ erasedAt: expect.any(String) });
  });

  it('is none that the certificate names, where somebody has deleted it at the vendor before', async () => {
    const world = await registered();
    world.vendors.made.brands.clear();
    world.vendors.made.campaigns.clear();

    await world.close();
    await world.untilClosed();

    expect(await world.certificate()).toEqual([['campaign', true]]);
    expect(world.left()).toEqual(NOTHING);
  });

  it('is gone, where somebody has deleted it while the registry still kept it from us', async () => {
    const world = await registered();
    world.keep();
    await world.close();
    await world.untilClosed();

    world.vendors.made.brands.clear();
    world.clock.pass(WEEK_MS);
    await world.goOnClosing();

    expect(await world.certificate()).toEqual(GIVEN_UP);
  });

  it('is given up without a campaign, where its owner never came further', async () => {
    const world = await closingWorld(inMemory());
    await world.allTheWay();
    await world.say('registerTexting', aSender());
    await world.untilAtRest();
    expect(world.left()).toMatchObject({ brands: 1, campaigns: 0 });

    await world.close();
    await world.untilClosed();

    expect(world.left()).toEqual(NOTHING);
    expect((await world.closingNow()).entries.some(({ what }) => what === 'brand')).toBe(true);
  });

  it.each([true, false])('is given up once by two who close at once and again (kept: %s)', async (isKept) => {
    const world = await registered();
    if (isKept) world.keep();

    await Promise.all([world.close(), world.close()]);
    await Promise.allSettled([world.goOnClosing(), world.goOnClosing()]);
    await world.untilClosed();
    const once = await world.closingNow();
    await world.close();
    await world.goOnClosing();
    expect(await world.closingNow()).toEqual(once);
    expect(await world.certificate()).toEqual(isKept ? KEPT : GIVEN_UP);

    world.letGo();
    world.clock.pass(WEEK_MS);
    await Promise.allSettled([world.goOnClosing(), world.goOnClosing()]);
    expect(world.left()).toEqual(NOTHING);
    expect(await world.certificate()).toEqual(GIVEN_UP);
  });

  it('is looked for again later, where the vendor does not answer', async () => {
    const world = await registered();
    world.keep();
    await world.close();
    await world.untilClosed();
    world.clock.pass(WEEK_MS);
    world.vendors.cutForGood(world.vendors.state.requests + 1);

    await expect(world.goOnClosing()).rejects.toThrow();
    world.vendors.mend();
    world.letGo();
    await world.goOnClosing();
    expect(world.left().brands).toBe(1);
    world.clock.pass(4 * 60_000);
    await world.goOnClosing();

    expect(await world.certificate()).toEqual(GIVEN_UP);
  });
});
