import type { BusinessId } from '../../contracts/ids.ts';
import type { ProvisionFact } from './provision.ts';

export type Provisions = {
  /**
   * Remembers the event and what it says, together, once. Of two reports of one aspect the later stands, by the carrier's
   * time; of two at one instant that with the greater event id. Never by arrival.
   */
  record(businessId: BusinessId, fact: ProvisionFact): Promise<void>;
};
