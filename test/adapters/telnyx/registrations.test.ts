import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaignTexts } from '../../../functions/adapters/telnyx/campaign-texts.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { aProvisionWorld, aSender, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const A1 = 'biz_a1' as BusinessId;
const A12 = 'biz_a12' as BusinessId;

describe('10DLC at Telnyx [N1, F-SMS-7]', () => {
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
  const campaign = async () => {
    const brandId = await brand();
    const submitted = await world.registrations.submitCampaign(A1, brandId, aSender());
    decided();
    return submitted.id;
  };
  const number = async () => {
    const { id } = await world.profiles.create(A1, 'Apex');
    const [offer] = await world.numbers.search('512');
    await world.numbers.order(A1, String(offer?.number), id);
    decided();
    return String(offer?.number);
  };

  describe('a campaign', () => {
    it('says what is sent, under a reference of its business', async () => {
      const brandId = await brand();
      await world.registrations.submitCampaign(A1, brandId, aSender());

      expect(world.sent('POST', /campaignBuilder$/)).toEqual([
        {
          ...campaignTexts(aSender()),
          brandId,
          usecase: 'LOW_VOLUME',
          subUsecases: ['CUSTOMER_CARE', 'ACCOUNT_NOTIFICATION'],
          subscriberOptin: true,
          subscriberOptout: true,
          subscriberHelp: true,
          numberPool: false,
          ageGated: false,
          directLending: false,
          autoRenewal: true,
          termsAndConditions: true,
          referenceId: 'biz_a1:1',
          webhookURL: `${world.publicUrl}/webhooks/telnyx/10dlc`,
        },
      ]);
    });

    it('is refused before its brand is known', async () => {
      const { id } = await world.registrations.submitBrand(A1, aSender());

      expect(await refusalOf(world.registrations.submitCampaign(A1, id, aSender()))).toMatchObject({
        code: 'vendor_refused',
        because: '10015',
      });
    });

    it('is accepted when the carriers have agreed, not when Telnyx has', async () => {
      const brandId = await brand();
      const { id } = await world.registrations.submitCampaign(A1, brandId, aSender());
      const find = () => world.registrations.findCampaign(A1, brandId);
      const seen = [await find()];
      for (const step of [1, 2]) {
        world.clock.pass(2_000 * step);
        seen.push(await find());
      }

      expect(seen).toEqual(['pending', 'pending', 'accepted'].map((standing) => ({ id, standing })));
    });

    it('is rejected with the reason, and submitted anew under another reference', async () => {
      world.telnyx.setVerdicts({ campaign: 'rejected', reason: 'The flow is not clear.' });
      const brandId = await brand();
      const { id } = await world.registrations.submitCampaign(A1, brandId, aSender());
      decided();

      const rejected = { id, standing: 'rejected', reason: 'The flow is not clear.' };
      expect(await world.registrations.findCampaign(A1, brandId)).toEqual(rejected);
      world.telnyx.setVerdicts({ campaign: 'accepted' });
      const again = await world.registrations.submitCampaign(A1, brandId, aSender());
      decided();
      expect(await world.registrations.findCampaign(A1, brandId)).toEqual({
        id: again.id,
        standing: 'accepted',
      });
      expect(world.telnyx.campaigns().map(({ referenceId }) => referenceId)).toEqual([
        'biz_a1:1',
        'biz_a1:2',
      ]);
    });

    it('is one, however many submit it at once or again', async () => {
      const brandId = await brand();
      const submit = () => world.registrations.submitCampaign(A1, brandId, aSender());

      const made = [...(await Promise.all([submit(), submit(), submit()])), await submit()];

      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      expect(world.telnyx.campaigns()).toHaveLength(1);
    });

    it('of the same brand is another business’s, also where its id begins so', async () => {
      const brandId = await brand();
      await world.registrations.submitCampaign(A12, brandId, aSender());

      expect(await world.registrations.findCampaign(A1, brandId)).toBeUndefined();
    });

    it('is found when the answer to its submission is lost', async () => {
      const brandId = await brand();
      world.telnyx.faults.add({ effect: 'drop-connection-after', match: { method: 'POST' }, times: 1 });

      expect(await refusalOf(world.registrations.submitCampaign(A1, brandId, aSender()))).toMatchObject({
        code: 'vendor_outcome_unknown',
      });
      expect(await world.registrations.findCampaign(A1, brandId)).toMatchObject({ standing: 'pending' });
    });

    it('ends, once or twice, and lets its numbers go', async () => {
      const [campaignId, ours] = [await campaign(), await number()];
      await world.registrations.assign(ours, campaignId);
      decided();
      for (let time = 0; time < 2; time += 1) await world.registrations.remove(campaignId);

      expect(await world.registrations.assignment(ours)).toBeUndefined();
      expect(world.telnyx.campaigns()).toMatchObject([{ campaignStatus: 'TCR_EXPIRED' }]);
    });
  });

  describe('a number', () => {
    it('is in no campaign, then on its way into one, then in it', async () => {
      const [campaignId, ours] = [await campaign(), await number()];
      const seen: unknown[] = [await world.registrations.assignment(ours)];
      await world.registrations.assign(ours, campaignId);
      seen.push(await world.registrations.assignment(ours));
      world.clock.pass(1_000);
      seen.push(await world.registrations.assignment(ours));

      expect(seen).toEqual([
        undefined,
        { campaignId, standing: 'pending' },
        { campaignId, standing: 'accepted' },
      ]);
    });

    it('is put in once, however often that is asked', async () => {
      const [campaignId, ours] = [await campaign(), await number()];
      for (let time = 0; time < 3; time += 1) await world.registrations.assign(ours, campaignId);

      expect(world.sent('POST', /phone_number_campaigns$/)).toHaveLength(1);
      expect(world.telnyx.assignments()).toHaveLength(1);
    });

    it('that was not taken is put in once more', async () => {
      const [campaignId, ours] = [await campaign(), await number()];
      world.telnyx.setVerdicts({ assignment: 'FAILED_ASSIGNMENT' });
      await world.registrations.assign(ours, campaignId);
      decided();
      expect(await world.registrations.assignment(ours)).toEqual({ campaignId, standing: 'rejected' });

      world.telnyx.setVerdicts({ assignment: 'ASSIGNED' });
      await world.registrations.assign(ours, campaignId);
      decided();
      expect(await world.registrations.assignment(ours)).toEqual({ campaignId, standing: 'accepted' });
    });

    it('is refused by a campaign that the carriers have not agreed to', async () => {
      const ours = await number();
      const { id } = await world.registrations.submitCampaign(A1, await brand(), aSender());

      expect(await refusalOf(world.registrations.assign(ours, id))).toMatchObject({ code: 'vendor_refused' });
    });
  });
});
