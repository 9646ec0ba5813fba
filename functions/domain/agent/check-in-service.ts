import type { Business } from '../business/business.ts';
import { Refusal } from '../errors.ts';
import { servedAs } from '../subscription/entitlement.ts';

/** Nothing is looked up, booked or texted by the agent of a business that does not pay: it says so and connects. */
export const checkInService = (business: Business, nowMs: number): void => {
  if (servedAs(business, nowMs) === 'degraded') throw new Refusal('not_in_service');
};
