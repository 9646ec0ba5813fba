import type { BusinessId } from '../../contracts/ids.ts';
import type { Business } from './business.ts';

export type Businesses = {
  /** The configuration row. May be up to 60 s old. */
  find(id: BusinessId): Promise<Business | undefined>;
};

/** Which business a vendor's name for something belongs to. Ours to keep, never taken from a request. */
export type Registry = {
  byAgent(agentId: string): Promise<BusinessId | undefined>;
  byNumber(e164: string): Promise<BusinessId | undefined>;
  byNumberOrder(orderId: string): Promise<BusinessId | undefined>;
  byCampaign(campaignId: string): Promise<BusinessId | undefined>;
  byBrand(brandId: string): Promise<BusinessId | undefined>;
  byStripeCustomer(customerId: string): Promise<BusinessId | undefined>;
};

export type BusinessCreation = {
  /**
   * Writes the configuration row and its registry rows together, or none of them.
   * Refuses with `invalid_arguments` when an agent, number or customer already belongs to another business.
   * Repeating it with the same row changes nothing.
   */
  create(business: Business): Promise<void>;
};
