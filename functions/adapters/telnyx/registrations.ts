import * as z from 'zod/mini';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Registered, Registrations, Sender, Standing } from '../../domain/provision/ports.ts';
import { isSoleProprietor } from '../../domain/provision/sole-proprietor.ts';
import { telnyxBrands } from './brands.ts';
import { campaignTexts } from './campaign-texts.ts';
import type { TelnyxAccess } from './client.ts';
import { telnyxLeftBrands } from './left-brands.ts';
import { ifThere, provisioningCalls, wholePage } from './provisioning-calls.ts';
import { campaignStanding } from './registration-standings.ts';
import { telnyxSenderPins } from './sender-pins.ts';

const PAGE = 500;

const id = z.string().check(z.minLength(1));
const word = z.nullish(z.string());
const Campaign = z.object({
  campaignId: id,
  referenceId: word,
  campaignStatus: word,
  submissionStatus: word,
  failureReasons: word,
});
const Campaigns = z.object({ records: z.array(Campaign), totalRecords: z.int() });
const Assignment = z.object({ phoneNumber: id, campaignId: id, assignmentStatus: word });

export type RegistrationsAccess = TelnyxAccess & {
  /** Where our API is reached from outside, without a slash at its end. */
  readonly publicUrl: string;
};

/** The registry takes a reference once, so that of two campaigns that are submitted at once the second is refused. */
const referenceOf = (businessId: BusinessId, turn: number): string => `${businessId}:${turn}`;
const turnOf = (businessId: BusinessId, reference: string | null | undefined): number | undefined => {
  const [whose, turn = '', ...more] = (reference ?? '').split(':');
  return whose === businessId && more.length === 0 && /^\d+$/.test(turn) ? Number(turn) : undefined;
};

const standings: Readonly<Record<string, Standing>> = {
  ASSIGNED: 'accepted',
  FAILED_ASSIGNMENT: 'rejected',
  FAILED_UNASSIGNMENT: 'accepted',
};

/** 10DLC over Telnyx (https://developers.telnyx.com/docs/messaging/10dlc). */
export const telnyxRegistrations = (access: RegistrationsAccess): Registrations => {
  const calls = provisioningCalls(access);
  const { change, look } = calls;
  const { publicUrl } = access;

  /** All that were ever submitted for the business, the last one first. */
  const campaignsOf = async (businessId: BusinessId, brandId: string) => {
    const { records, totalRecords } = await look('look for campaigns', Campaigns, (telnyx) =>
      telnyx.messaging10dlc.campaign.list({ brandId, recordsPerPage: PAGE }),
    );
    return wholePage('look for campaigns', records, totalRecords)
      .flatMap((campaign) => {
        const turn = turnOf(businessId, campaign.referenceId);
        return turn === undefined ? [] : [{ turn, registered: campaignStanding(campaign) }];
      })
      .toSorted((one, other) => other.turn - one.turn);
  };

  const submit = async (businessId: BusinessId, brandId: string, sender: Sender, turn: number) => {
    const isPerson = isSoleProprietor(sender);
    const campaign = await change('submit campaign', Campaign, (telnyx) =>
      telnyx.messaging10dlc.campaignBuilder.submit({
        brandId,
        // A business sends few texts, all of them about appointments; a person in business has a use case of their own.
        usecase: isPerson ? 'SOLE_PROPRIETOR' : 'LOW_VOLUME',
        ...(!isPerson && { subUsecases: ['CUSTOMER_CARE', 'ACCOUNT_NOTIFICATION'] }),
        ...campaignTexts(sender),
        subscriberOptin: true,
        subscriberOptout: true,
        subscriberHelp: true,
        numberPool: false,
        ageGated: false,
        directLending: false,
        autoRenewal: true,
        termsAndConditions: true,
        referenceId: referenceOf(businessId, turn),
        webhookURL: `${publicUrl}/webhooks/telnyx/10dlc`,
      }),
    );
    return campaignStanding(campaign);
  };

  const assignment: Registrations['assignment'] = async (number) => {
    const assigned = await ifThere(
      look('read assignment', Assignment, (telnyx) =>
        telnyx.messaging10dlc.phoneNumberCampaigns.retrieve(number),
      ),
    );
    if (!assigned) return undefined;
    const { campaignId, assignmentStatus } = assigned;
    return { campaignId, standing: standings[assignmentStatus ?? ''] ?? 'pending' };
  };

  return {
    ...telnyxBrands(calls, publicUrl),
    ...telnyxSenderPins(calls),
    ...telnyxLeftBrands(calls),

    async findCampaign(businessId, brandId) {
      const [last] = await campaignsOf(businessId, brandId);
      return last?.registered;
    },

    async submitCampaign(businessId, brandId, sender): Promise<Registered> {
      const [last] = await campaignsOf(businessId, brandId);
      if (last && last.registered.standing !== 'rejected') return last.registered;
      const turn = (last?.turn ?? 0) + 1;
      try {
        return await submit(businessId, brandId, sender, turn);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'vendor_refused') throw error;
        // Somebody else was faster with this reference, or it is refused for what it says.
        const [now] = await campaignsOf(businessId, brandId);
        if (now && now.turn >= turn) return now.registered;
        throw error;
      }
    },

    assignment,

    async assign(number, campaignId) {
      const asked = { phoneNumber: number, campaignId };
      const now = await assignment(number);
      if (now?.campaignId === campaignId && now.standing !== 'rejected') return;
      await change('assign number', Assignment, ({ messaging10dlc: { phoneNumberCampaigns } }) =>
        now ? phoneNumberCampaigns.update(number, asked) : phoneNumberCampaigns.create(asked),
      );
    },

    async remove(campaignId) {
      await ifThere(
        change('end campaign', z.unknown(), (telnyx) =>
          telnyx.messaging10dlc.campaign.deactivate(campaignId),
        ),
      );
    },
  };
};
