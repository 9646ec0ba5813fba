import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { Registry } from './ports.ts';

/**
 * Whose Stripe customer that is, by our registry: what Stripe's objects carry of our ids is never asked.
 * Refuses with `business_not_found`, which names the customer that it awaits.
 */
export const businessOfCustomer =
  (registry: Pick<Registry, 'byStripeCustomer'>) =>
  async (customerId: string): Promise<BusinessId> => {
    const businessId = await registry.byStripeCustomer(customerId);
    if (businessId === undefined) {
      throw new Refusal('business_not_found', { awaits: awaited.stripeCustomer(customerId) });
    }
    return businessId;
  };
