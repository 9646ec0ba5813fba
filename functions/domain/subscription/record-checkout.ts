import { businessOfCustomer } from '../business/business-of-customer.ts';
import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { VendorEvents } from '../vendor-event/ports.ts';
import { type CheckoutFact, checkoutAfter } from './checkout.ts';
import type { Checkouts } from './ports.ts';

export type RecordCheckoutDeps = {
  readonly registry: Pick<Registry, 'byStripeCustomer'>;
  readonly checkouts: Checkouts;
  readonly events: Pick<VendorEvents, 'remember'>;
};

const MOST_READINGS = 10;

/**
 * Keeps how a visit to the checkout ended. Nothing follows from it: a session can be complete while its money is still
 * on the way, so only the subscription's own events say that a business is active.
 *
 * Refuses with `business_not_found` for a customer we do not know, and with `busy_try_again` when others kept writing.
 */
export const recordCheckout = (deps: RecordCheckoutDeps) => {
  const ownerOf = businessOfCustomer(deps.registry);

  return async (fact: CheckoutFact): Promise<void> => {
    const businessId = await ownerOf(fact.customerId);
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const from = await deps.checkouts.find(businessId, fact.sessionId);
      const to = checkoutAfter(from, businessId, fact);
      if (!to) return deps.events.remember(fact.occasion);
      if ((await deps.checkouts.move(from, to, fact.occasion)) !== 'changed') return;
    }
    throw new Refusal('busy_try_again', { eventId: fact.occasion.eventId });
  };
};
