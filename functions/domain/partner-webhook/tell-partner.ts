import type { OnboardingAdvanced } from '../../contracts/events.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { PartnerBusinesses } from '../partner/ports.ts';
import { newDelivery } from './delivery.ts';
import { partnerEvent } from './partner-event.ts';
import type { Deliveries, Endpoints } from './ports.ts';

export type TellPartnerDeps = {
  readonly businesses: Pick<PartnerBusinesses, 'find'>;
  readonly endpoints: Pick<Endpoints, 'list'>;
  readonly deliveries: Pick<Deliveries, 'create'>;
  readonly ids: DerivedIds;
};

/**
 * Makes a delivery to each endpoint of the partner that wants to hear of it. A repeat makes no other. Who has not opened
 * the business is told nothing of it, and neither is an endpoint that came later, or is disabled.
 */
export const tellPartner =
  ({ businesses, endpoints, deliveries, ids }: TellPartnerDeps) =>
  async (event: OnboardingAdvanced): Promise<'told' | 'nobody_listens' | 'not_theirs'> => {
    const business = await businesses.find(event.partnerId, event.businessId);
    if (!business) return 'not_theirs';
    const told = partnerEvent(event, business);
    const listening = (await endpoints.list(event.partnerId)).filter(
      ({ state, events, since }) => state === 'active' && events.includes(told.type) && since <= told.at,
    );
    for (const endpoint of listening) await deliveries.create(newDelivery(ids, endpoint, told));
    return listening.length > 0 ? 'told' : 'nobody_listens';
  };
