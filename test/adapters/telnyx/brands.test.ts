import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { aProvisionWorld, aSender, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const A1 = 'biz_a1' as BusinessId;
const A12 = 'biz_a12' as BusinessId;

describe('a brand of 10DLC at Telnyx [N1, F-SMS-7]', () => {
  let world: ProvisionWorld;
  beforeEach(async () => {
    world = await aProvisionWorld();
  });
  afterEach(() => world.stop());

  const decided = () => world.telnyx.settle('everything');
  const brand = async (id = A1) => {
    const submitted = await world.registrations.submitBrand(id, aSender());
    decided();
    return submitted.id;
  };

  it('says who sends, and by where it tells of itself whose it is', async () => {
    await world.registrations.submitBrand(A1, aSender({ website: 'https://apex.example' }));

    expect(world.sent('POST', /10dlc\/brand$/)).toEqual([
      {
        entityType: 'PRIVATE_PROFIT',
        displayName: 'Apex Heating & Air',
        companyName: 'Apex Heating & Air LLC',
        ein: '123456789',
        phone: '+15125550199',
        street: '100 Congress Ave',
        city: 'Austin',
        state: 'TX',
        postalCode: '78701',
        country: 'US',
        email: 'ann@apex.example',
        website: 'https://apex.example',
        vertical: 'PROFESSIONAL',
        isReseller: false,
        webhookURL: `${world.publicUrl}/webhooks/telnyx/10dlc?business=biz_a1`,
      },
    ]);
  });

  it('is of a person in business where there is no tax number, with their name and a phone for the code', async () => {
    const person = aSender({ ein: undefined, firstName: 'Ann', lastName: 'Lee' });
    await world.registrations.submitBrand(A1, person);

    expect(world.sent('POST', /10dlc\/brand$/)).toMatchObject([
      { entityType: 'SOLE_PROPRIETOR', firstName: 'Ann', lastName: 'Lee', mobilePhone: '+15125550199' },
    ]);
    const nameless = aSender({ ein: undefined });
    expect(await refusalOf(world.registrations.submitBrand(A12, nameless))).toMatchObject({
      code: 'vendor_refused',
    });
  });

  it('is pending until the registry has decided, and then accepted', async () => {
    const submitted = await world.registrations.submitBrand(A1, aSender());
    const before = await world.registrations.findBrand(A1, aSender());
    world.clock.pass(2_000);

    expect(submitted).toEqual({ id: expect.any(String), standing: 'pending' });
    expect(before).toEqual(submitted);
    expect(await world.registrations.findBrand(A1, aSender())).toEqual({
      id: submitted.id,
      standing: 'accepted',
    });
  });

  it.each(['UNVERIFIED', 'REGISTRATION_FAILED'] as const)(
    'is rejected with the reason (%s), until it is put right and submitted anew',
    async (verdict) => {
      world.telnyx.setVerdicts({ brand: verdict, reason: 'The EIN is another company’s.' });
      const wrong = await brand();

      expect(await world.registrations.findBrand(A1, aSender())).toEqual({
        id: wrong,
        standing: 'rejected',
        reason: 'The EIN is another company’s.',
      });
      const righted = aSender({ ein: '987654321' });
      expect(await world.registrations.findBrand(A1, righted)).toBeUndefined();
      world.telnyx.setVerdicts({ brand: 'VERIFIED' });
      const { id } = await world.registrations.submitBrand(A1, righted);
      decided();
      expect(await world.registrations.findBrand(A1, righted)).toEqual({ id, standing: 'accepted' });
      expect(await world.registrations.findBrand(A1, aSender())).toEqual({ id, standing: 'accepted' });
    },
  );

  it('of the same name is another business’s, also where its id begins so', async () => {
    await brand(A12);

    expect(await world.registrations.findBrand(A1, aSender())).toBeUndefined();
  });

  it('is found when the answer to its submission is lost: one of them', async () => {
    world.telnyx.faults.add({ effect: 'drop-connection-after', match: { method: 'POST' }, times: 1 });

    expect(await refusalOf(world.registrations.submitBrand(A1, aSender()))).toMatchObject({
      code: 'vendor_outcome_unknown',
    });
    expect(await world.registrations.findBrand(A1, aSender())).toMatchObject({ standing: 'pending' });
    expect(world.telnyx.brands()).toHaveLength(1);
  });

  it('is the older one where two were submitted at once', async () => {
    const first = await world.registrations.submitBrand(A1, aSender());
    world.clock.pass(1);
    await world.registrations.submitBrand(A1, aSender());

    expect(await world.registrations.findBrand(A1, aSender())).toMatchObject({ id: first.id });
  });

  it('is found by its id too, when it has another name by now, and by nobody whose it is not', async () => {
    const { id } = await world.registrations.submitBrand(A1, aSender());
    const renamed = aSender({ displayName: 'Zenith' });

    expect(await world.registrations.findBrand(A1, renamed)).toBeUndefined();
    expect(await world.registrations.findBrand(A1, renamed, id)).toEqual({ id, standing: 'pending' });
    expect(await world.registrations.findBrand(A12, renamed, id)).toBeUndefined();
    expect(await world.registrations.findBrand(A1, renamed, 'gone')).toBeUndefined();
  });
});
