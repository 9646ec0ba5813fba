import { type Business, belongsTo } from '../business/business.ts';
import { Refusal } from '../errors.ts';

/** A signature proves Retell, not which of our businesses: the called agent and number must be this one's. */
export const checkBelongs = (
  business: Business,
  call: { readonly agentId: string | undefined; readonly number: string | undefined },
): void => {
  if (!belongsTo(business, call)) throw new Refusal('business_not_found', { because: 'agent or number' });
};
