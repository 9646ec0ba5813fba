import type { Business } from '../business/business.ts';

/**
 * `degraded`: callers are put through to the owner or asked for a message, and nothing is looked up or booked. What was
 * booked before stays and is texted as ever.
 */
export type Entitlement = 'full' | 'degraded';

/** How long a business whose payment failed is served as before, from the moment that it first failed. */
export const GRACE_MS = 7 * 86_400_000;

/** Whether calls are served in full now, by what Stripe last told. `nowMs`: milliseconds since 1970. */
export const entitlementOf = (
  { subscription, pastDueSince }: Pick<Business['billing'], 'subscription' | 'pastDueSince'>,
  nowMs: number,
): Entitlement => {
  if (subscription === 'trialing' || subscription === 'active') return 'full';
  if (subscription !== 'past_due') return 'degraded';
  // Configurations from before this was kept do not say since when: the grace of those never ends by itself.
  return pastDueSince === undefined || nowMs - Date.parse(pastDueSince) <= GRACE_MS ? 'full' : 'degraded';
};

/** The same of a whole business: what is suspended or being closed is not served in full, whatever it pays. */
export const servedAs = (
  { outOfService, billing }: Pick<Business, 'outOfService' | 'billing'>,
  nowMs: number,
): Entitlement => (outOfService ? 'degraded' : entitlementOf(billing, nowMs));
