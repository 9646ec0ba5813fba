import type { DeliveryRequested, OnboardingAdvanced } from '../../contracts/events.ts';
import { type DeliverDeps, deliver } from './deliver.ts';
import type { Deliveries, Endpoints } from './ports.ts';
import { type TellPartnerDeps, tellPartner } from './tell-partner.ts';

export type FollowBusinessDeps = Omit<DeliverDeps & TellPartnerDeps, 'endpoints' | 'deliveries'> & {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
};

/** A business has come on: its partner's deliveries are made. One of those is due: it is sent. */
export const followBusiness = (deps: FollowBusinessDeps) => {
  const tell = tellPartner(deps);
  const send = deliver(deps);
  return (event: OnboardingAdvanced | DeliveryRequested): Promise<string> =>
    event.name === 'delivery.requested' ? send(event) : tell(event);
};
