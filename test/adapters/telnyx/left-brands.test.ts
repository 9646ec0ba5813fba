import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { aProvisionWorld, aSender, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const A1 = 'biz_a1' as BusinessId;
const A12 = 'biz_a12' as BusinessId;
const DAY_MS = 86_400_000;
const { displayName } = aSender();

describe('a brand at Telnyx that its business gives up [D13]', () => {
  let world: ProvisionWorld;
  beforeEach(async () => {
    world = await aProvisionWorld();
  });
  afterEach(() => world.stop());

  const brand = async (of = A1) => {
    const { id } = await world.registrations.submitBrand(of, aSender());
    world.telnyx.settle('everything');
    return id;
  };
  const campaign = async (brandId: string, of = A1) => {
    const { id } = await world.registrations.submitCampaign(of, brandId, aSender());
    world.telnyx.settle('everything');
    return id;
  };
  const there = () => world.telnyx.brands().map(({ brandId }) => brandId);

  it('is found by its name, or by its id alone, and is nobody else’s', async () => {
    const its = await brand();
    const others = await brand(A12);
    const { registrations } = world;

    expect(await registrations.brandsOf(A1, { displayName, brandIds: [] })).toEqual([its]);
    expect(
      await registrations.brandsOf(A1, { displayName: 'Else', brandIds: [its, others, 'none'] }),
    ).toEqual([its]);
    expect(await registrations.brandsOf(A1, { brandIds: [] })).toEqual([]);
  });

  it('is every one of them, where one was rejected and submitted anew', async () => {
    world.telnyx.setVerdicts({ brand: 'UNVERIFIED' });
    const rejected = await brand();
    world.telnyx.setVerdicts({ brand: 'VERIFIED' });
    const accepted = await brand();

    const found = await world.registrations.brandsOf(A1, { displayName, brandIds: [] });
    expect(new Set(found)).toEqual(new Set([rejected, accepted]));
  });

  it('goes at once where it has no campaign, and a repeat changes nothing', async () => {
    const its = await brand();
    const others = await brand(A12);

    await world.registrations.removeBrand(its);
    await world.registrations.removeBrand(its);

    expect(there()).toEqual([others]);
    expect(await world.registrations.brandsOf(A1, { displayName, brandIds: [its] })).toEqual([]);
  });

  it('is kept while a campaign of it goes on, and until that is three months old', async () => {
    const its = await brand();
    const campaignId = await campaign(its);
    const { registrations, clock } = world;
    const refused = { code: 'vendor_refused', status: 400, because: '10015' };

    clock.pass(100 * DAY_MS);
    expect(await refusalOf(registrations.removeBrand(its))).toMatchObject(refused);
    await registrations.remove(campaignId);
    await registrations.removeBrand(its);
    expect(there()).toEqual([]);

    const another = await brand(A12);
    await registrations.remove(await campaign(another, A12));
    expect(await refusalOf(registrations.removeBrand(another))).toMatchObject(refused);
    clock.pass(93 * DAY_MS);
    await registrations.removeBrand(another);
    expect(there()).toEqual([]);
  });

  it('is told of no more, where it goes before the registry has looked at it', async () => {
    const { id } = await world.registrations.submitBrand(A1, aSender());
    await world.registrations.removeBrand(id);
    world.telnyx.settle('everything');

    expect(await world.told()).toEqual([]);
  });
});
