import { describe, expect, it, onTestFinished } from 'vitest';
import { ERASED_AFTER_DAYS } from '../../../functions/contracts/retention.ts';
import { erased } from '../../../functions/domain/leaving/closing.ts';
import { closingWorld, NOTHING } from '../../support/closing-world.ts';
import { inMemory, type Store } from '../../support/on-both-stores.ts';
import { aProvisionWorld, aSender } from '../../support/provision-world.ts';
import type { Cut } from '../../support/vendors-of-onboarding.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** A business whose texts carriers take. */
const registered = async (store: Store = inMemory()) => {
  const world = await closingWorld(store);
  const { made } = world.vendors;
  await world.allTheWay();
  await world.say('registerTexting', aSender());
  for (const all of [made.brands, made.campaigns]) {
    await world.untilAtRest();
    for (const [of, { id }] of all) all.set(of, { id, standing: 'accepted' });
  }
  // Into the campaign, and seen in it.
  for (const _ of ['assign', 'look']) await world.untilAtRest();
  expect(await world.stateOf('texting')).toBe('done');
  const [brand] = [...made.brands.values()];
  const brandId = String(brand?.id);
  return {
    ...world,
    brandId,
    /** Its campaign is too young to give it up. */
    keep: () => made.keptBrands.add(brandId),
    letGo: () => made.keptBrands.delete(brandId),
    row: async () =>
      (await store.rows()).find(({ pk, v, askedAt }) => pk && v === 1 && askedAt !== undefined),
    certificate: async () =>
      (await world.closingNow()).entries
        .filter(({ part }) => part === 'texting')
        .map(({ what, at }) => [what, at !== undefined]),
  };
};
const GIVEN_UP = [
  ['campaign', true],
  ['brand', true],
];
const KEPT = [
  ['campaign', true],
  ['brand', false],
];

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

describe('a business that leaves Telnyx with a campaign that carriers had accepted [D13]', () => {
  const accepted = async () => {
    const carrier = await aProvisionWorld();
    onTestFinished(carrier.stop);
    const { registrations, telnyx } = carrier;
    const world = await closingWorld(inMemory(), { registrations });
    await world.allTheWay();
    await world.say('registerTexting', aSender());
    const { id: brandId } = await registrations.submitBrand(world.businessId, aSender());
    telnyx.settle('everything');
    await registrations.submitCampaign(world.businessId, brandId, aSender());
    telnyx.settle('everything');
    const atTelnyx = () => ({
      brands: telnyx.brands().length,
      campaigns: telnyx.campaigns().filter(({ campaignStatus }) => campaignStatus === 'MNO_PROVISIONED')
        .length,
    });
    expect(atTelnyx()).toEqual({ brands: 1, campaigns: 1 });
    return {
      ...world,
      carrier,
      atTelnyx,
      pass: (ms: number) => {
        world.clock.pass(ms);
        carrier.clock.pass(ms);
      },
      registration: async () =>
        (await world.closingNow()).entries
          .filter(({ what }) => what === 'campaign' || what === 'brand')
          .map(({ what, at }) => [what, at !== undefined]),
    };
  };

  it('F-OPS-5: has neither any more, when the campaign is old enough', async () => {
    const world = await accepted();
    world.pass(93 * DAY_MS);

    await world.close();
    await world.untilClosed();

    expect(world.atTelnyx()).toEqual({ brands: 0, campaigns: 0 });
    expect(await world.registration()).toEqual(GIVEN_UP);
  });

  it('F-OPS-5: is closed without the campaign, and has no brand either three months later', async () => {
    const world = await accepted();

    await world.close();
    await world.untilClosed();

    expect(world.atTelnyx()).toEqual({ brands: 1, campaigns: 0 });
    expect(await world.registration()).toEqual(KEPT);
    let weeks = 0;
    for (; world.atTelnyx().brands > 0 && weeks < 20; weeks += 1) {
      world.pass(WEEK_MS);
      await world.goOnClosing();
    }
    expect(weeks).toBe(14);
    expect(await world.registration()).toEqual(GIVEN_UP);
  });

  it('closes once, where it is closed twice', async () => {
    const world = await accepted();

    await Promise.all([world.close(), world.close()]);
    await Promise.allSettled([world.goOnClosing(), world.goOnClosing()]);
    await world.untilClosed();
    await world.close();
    await world.goOnClosing();

    expect(await world.registration()).toEqual(KEPT);
    const ended = world.carrier.telnyx.received().filter(({ method }) => method === 'DELETE');
    expect(ended.filter(({ path }) => path.includes('/10dlc/brand/')).length).toBeGreaterThan(0);
    expect(world.atTelnyx()).toEqual({ brands: 1, campaigns: 0 });
  });

  it.each(['campaign', 'brand'])(
    'has neither, where somebody has deleted the %s there before',
    async (what) => {
      const world = await accepted();
      const { registrations, telnyx } = world.carrier;
      world.pass(93 * DAY_MS);
      await registrations.remove(String(telnyx.campaigns()[0]?.campaignId));
      if (what === 'brand') await registrations.removeBrand(String(telnyx.brands()[0]?.brandId));

      await world.close();
      await world.untilClosed();

      expect(world.atTelnyx()).toEqual({ brands: 0, campaigns: 0 });
      expect((await world.registration()).filter(([name]) => name === 'brand')).toEqual(
        what === 'brand' ? [] : [['brand', true]],
      );
    },
  );
});

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
