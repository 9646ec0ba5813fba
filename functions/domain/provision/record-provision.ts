import type { BusinessId } from '../../contracts/ids.ts';
import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { Provisions } from './ports.ts';
import type { ProvisionFact, ProvisionNames } from './provision.ts';

export type RecordProvisionDeps = {
  readonly registry: Pick<Registry, 'byNumber' | 'byNumberOrder' | 'byCampaign' | 'byBrand'>;
  readonly provisions: Provisions;
};

type Lead = { readonly awaits: string; readonly businessId: BusinessId | undefined };

/**
 * Keeps the state of what the carrier sets up for a business. Whose it is the registry says, by a number, the order, the
 * campaign or the brand; whatever it knows has to agree, with itself and with the reference that we gave the order.
 *
 * Refuses with `business_not_found`: nothing of it is known yet, or it does not agree and a person has to look.
 */
export const recordProvision = ({ registry, provisions }: RecordProvisionDeps) => {
  const leadsOf = ({ numbers, orderId, campaignId, brandId }: ProvisionNames): Promise<Lead[]> => {
    const lead = async (awaits: string, found: Promise<BusinessId | undefined>): Promise<Lead> => ({
      awaits,
      businessId: await found,
    });
    return Promise.all([
      ...numbers.map((e164) => lead(awaited.number(e164), registry.byNumber(e164))),
      ...(orderId ? [lead(awaited.numberOrder(orderId), registry.byNumberOrder(orderId))] : []),
      ...(campaignId ? [lead(awaited.campaign(campaignId), registry.byCampaign(campaignId))] : []),
      ...(brandId ? [lead(awaited.brand(brandId), registry.byBrand(brandId))] : []),
    ]);
  };

  return async (fact: ProvisionFact): Promise<void> => {
    const { eventId } = fact.occasion;
    const leads = await leadsOf(fact.names);
    const [businessId, ...others] = new Set(leads.flatMap((lead) => lead.businessId ?? []));
    if (businessId === undefined) {
      throw new Refusal('business_not_found', { awaits: leads[0]?.awaits ?? awaited.operator(), eventId });
    }
    const isClaimedElsewhere = (fact.claimedBusinessId ?? businessId) !== businessId;
    if (others.length > 0 || isClaimedElsewhere) {
      throw new Refusal('business_not_found', { awaits: awaited.operator(), eventId });
    }
    await provisions.record(businessId, fact);
  };
};
