import * as z from 'zod/mini';
import { Refusal } from '../../domain/errors.ts';
import type { Subscriptions } from '../../domain/subscription/ports.ts';
import { isEnded } from '../../domain/subscription/subscription.ts';
import { platformOf } from '../secrets/platform-of.ts';
import { answered } from './answered.ts';
import { checkoutVisits } from './checkout-visits.ts';
import type { StripeAccess } from './client.ts';
import { stripeCustomers } from './customers.ts';
import { instantOf, seconds, stripeId } from './event.ts';
import { underFreshKey } from './fresh-key.ts';
import { isRefused, stripeRequest } from './requests.ts';

const Method = z.object({ id: stripeId, card: z.optional(z.object({ fingerprint: z.nullish(z.string()) })) });

const Subscription = z.object({
  id: stripeId,
  object: z.literal('subscription'),
  status: z.string(),
  created: seconds,
  trial_end: z.nullish(seconds),
  cancel_at_period_end: z.boolean(),
  default_payment_method: z.nullish(z.union([z.string(), Method])),
});

const Page = z.object({ url: z.string().check(z.minLength(1)) });

const seen = ({ id, status, trial_end, default_payment_method: method }: z.infer<typeof Subscription>) => ({
  id,
  status,
  trialEndsAt: trial_end == null ? undefined : instantOf(trial_end),
  paymentMethod: method == null ? undefined : typeof method === 'string' ? method : method.id,
  cardFingerprint:
    method == null || typeof method === 'string' ? undefined : (method.card?.fingerprint ?? undefined),
});

/** Customers, their visits to the checkout and what they subscribe to. https://docs.stripe.com/api/subscriptions */
export const stripeSubscriptions = (access: StripeAccess): Subscriptions => {
  const request = stripeRequest(access);

  const platform = () => platformOf(access.secrets);

  const read = async (id: string) =>
    answered(
      Subscription,
      await request('read subscription', (stripe) => stripe.subscriptions.retrieve(id)),
      'read subscription',
    );

  return {
    ...stripeCustomers(request),
    ...checkoutVisits(request, platform),

    async ofCustomer(customerId) {
      const all = await request('list subscriptions', (stripe) =>
        stripe.subscriptions.list({
          customer: customerId,
          limit: 100,
          expand: ['data.default_payment_method'],
        }),
      );
      return answered(z.array(Subscription), all.data, 'list subscriptions')
        .toSorted((one, other) => other.created - one.created)
        .map(seen)
        .filter(({ status }) => !isEnded({ status }));
    },

    async endTrial(subscriptionId) {
      await underFreshKey(`endtrial:${subscriptionId}`, async (idempotencyKey) => {
        // Of one that is paid already it would begin a new month, and charge for it.
        if ((await read(subscriptionId)).status !== 'trialing') return;
        await request('end trial', (stripe) =>
          stripe.subscriptions.update(subscriptionId, { trial_end: 'now' }, { idempotencyKey }),
        );
      });
    },

    // No key of ours: to set what is set changes nothing, and a key would repeat the answer of a setting that the owner has
    // undone since.
    async adoptCard(customerId, paymentMethod) {
      await request('adopt card', (stripe) =>
        stripe.customers.update(customerId, { invoice_settings: { default_payment_method: paymentMethod } }),
      );
    },

    async portal(customerId, returnUrl) {
      const { portalConfiguration: configuration } = await platform();
      const page = await request('open portal', (stripe) =>
        stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl, configuration }),
      );
      return { url: answered(Page, page, 'open portal').url };
    },

    async cancel(subscriptionId, when) {
      try {
        await request(`cancel ${when}`, (stripe) =>
          when === 'now'
            ? stripe.subscriptions.cancel(subscriptionId)
            : stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true }),
        );
      } catch (error) {
        if (!(error instanceof Refusal) || !isRefused(error.cause)) throw error;
        if (!isEnded(await read(subscriptionId))) throw error;
      }
    },
  };
};
