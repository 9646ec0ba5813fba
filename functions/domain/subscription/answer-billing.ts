import type { Answers } from '../../contracts/api/answers.ts';
import type { billingRoutes } from '../../contracts/api/billing.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Subscriptions } from './ports.ts';

export type BillingDeps = {
  readonly of: (business: BusinessId) => Promise<{ readonly settings: Pick<Settings, 'find'> }>;
  readonly subscriptions: Pick<Subscriptions, 'portal'>;
  /** Where Stripe's pages lead back to. */
  readonly billingUrl: (businessId: BusinessId) => Promise<string>;
};

/** A page for whoever is a customer: before that there is nothing to change or to cancel. */
export const billingAnswers = ({
  of,
  subscriptions,
  billingUrl,
}: BillingDeps): Answers<typeof billingRoutes> => ({
  async openBillingPortal({ path: { businessId } }) {
    const business = await (await of(businessId)).settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    const customerId = business.billing?.stripeCustomerId;
    if (customerId === undefined) throw new Refusal('not_subscribed');
    return subscriptions.portal(customerId, await billingUrl(businessId));
  },
});
