import type { BusinessId } from '../../contracts/ids.ts';
import type { CallLegFact } from './call-leg.ts';

export type CallLegs = {
  /**
   * Remembers the event and adds its step to the leg, together, once. Of two reports of one step the later stands, by
   * the carrier's time; of two at one instant that with the greater event id. Never by arrival.
   */
  record(businessId: BusinessId, fact: CallLegFact): Promise<void>;
  /** Whether the business has the step of that leg which says which way it goes. As it stands now. */
  isBegun(businessId: BusinessId, legId: string): Promise<boolean>;
};
