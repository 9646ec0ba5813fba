import { describe, expect, it, onTestFinished } from 'vitest';
import { closingWorld } from '../../support/closing-world.ts';
import { inMemory } from '../../support/on-both-stores.ts';
import { aProvisionWorld, aSender } from '../../support/provision-world.ts';
import { DAY_MS, GIVEN_UP, KEPT, WEEK_MS } from '../../support/registered-business.ts';

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
