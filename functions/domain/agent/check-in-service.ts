import type { Business } from '../business/business.ts';
import { Refusal } from '../errors.ts';
import { entitlementOf } from '../subscription/entitlement.ts';

/** Nothing is looked up, booked or texted by the agent of a business that does not pay: it says so and connects. */
export const checkInService = ({ billing }: Business, nowMs: number): void => {
  if (entitlementOf(billing, nowMs) === 'degraded') throw new Refusal('not_in_service');
};
