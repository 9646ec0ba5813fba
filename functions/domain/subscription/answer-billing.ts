import type { Answers } from '../../contracts/api/answers.ts';
import type { billingRoutes } from '../../contracts/api/billing.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Subscriptions } from './ports.ts';
import { type BillingSources, showBilling } from './show-billing.ts';

export type BillingDeps = {
  readonly of: (business: BusinessId) => Promise<BillingSources>;
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
  showBilling: async ({ path: { businessId }, nowMs }) =>
    showBilling(await of(businessId))(businessId, nowMs),
  async openBillingPortal({ path: { businessId } }) {
    const business = await (await of(businessId)).settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    const customerId = business.billing?.stripeCustomerId;
    if (customerId === undefined) throw new Refusal('not_subscribed');
    return subscriptions.portal(customerId, await billingUrl(businessId));
  },
});
