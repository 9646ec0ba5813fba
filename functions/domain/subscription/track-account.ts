import { businessOfCustomer } from '../business/business-of-customer.ts';
import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { VendorEvents } from '../vendor-event/ports.ts';
import { type AccountFact, accountAfter, newAccount, type Standing, standingOf } from './account.ts';
import type { BillingAccounts } from './ports.ts';

export type TrackAccountDeps = {
  readonly registry: Pick<Registry, 'byStripeCustomer'>;
  readonly accounts: BillingAccounts;
  readonly events: Pick<VendorEvents, 'remember'>;
};

const MOST_READINGS = 10;

const isSame = (one: Standing | undefined, other: Standing | undefined): boolean =>
  one?.subscription === other?.subscription &&
  one?.paymentMethod === other?.paymentMethod &&
  one?.pastDueSince === other?.pastDueSince;

/**
 * Adds what Stripe tells of a business's subscriptions and cards to its account, once per event and in any order, and
 * what the product goes by (status and card) to its configuration.
 *
 * Refuses with `business_not_found` for a customer we do not know, and with `busy_try_again` when others kept writing.
 */
export const trackAccount = (deps: TrackAccountDeps) => {
  const ownerOf = businessOfCustomer(deps.registry);

  return async (fact: AccountFact): Promise<void> => {
    const businessId = await ownerOf(fact.customerId);
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const from = await deps.accounts.find(businessId);
      const to = accountAfter(from ?? newAccount(businessId, fact.customerId), fact);
      if (!to) return deps.events.remember(fact.occasion);
      const standing = standingOf(to);
      const isNews = !isSame(standing, from && standingOf(from));
      if ((await deps.accounts.move(from, to, isNews ? standing : undefined, fact.occasion)) !== 'changed') {
        return;
      }
    }
    throw new Refusal('busy_try_again', { eventId: fact.occasion.eventId });
  };
};
