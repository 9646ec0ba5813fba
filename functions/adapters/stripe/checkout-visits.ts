import type Stripe from 'stripe';
import * as z from 'zod/mini';
import type { Platform } from '../../contracts/platform.ts';
import { Refusal } from '../../domain/errors.ts';
import type { CheckoutVisit, Subscriptions } from '../../domain/subscription/ports.ts';
import { answered } from './answered.ts';
import { idOf, instantOf, reference, seconds, stripeId } from './event.ts';
import { underFreshKey } from './fresh-key.ts';
import { isRefused, type StripeRequest } from './requests.ts';

const Session = z.object({
  id: stripeId,
  object: z.literal('checkout.session'),
  status: z.enum(['open', 'complete', 'expired']),
  url: z.nullish(z.string()),
  expires_at: seconds,
  subscription: z.nullish(reference),
});

const visitOf = (answer: unknown, step: string): CheckoutVisit => {
  const { id, status: state, url, expires_at, subscription } = answered(Session, answer, step);
  return {
    id,
    state,
    url: url ?? undefined,
    expiresAt: instantOf(expires_at),
    subscriptionId: subscription == null ? undefined : idOf(subscription),
  };
};

type Wanted = Parameters<Subscriptions['openCheckout']>[0];

/** Stripe fills the session's id in where this stands; an encoded brace it would not know again. */
const at = (url: string, what: string): string => `${url}${url.includes('?') ? '&' : '?'}${what}`;

const paramsOf = (
  { businessId, customerId, trialDays, returnUrl }: Wanted,
  price: string,
): Stripe.Checkout.SessionCreateParams => ({
  mode: 'subscription',
  customer: customerId,
  client_reference_id: businessId,
  line_items: [{ price, quantity: 1 }],
  // Also where a trial costs nothing today: the card is what makes it end in a subscription.
  payment_method_collection: 'always',
  // A bank account or a wallet of Stripe's own has no fingerprint to know a trial by, and does not answer at once when a
  // booking fee is taken from it.
  allowed_payment_method_types: ['card'],
  subscription_data: {
    ...(trialDays > 0 && {
      trial_period_days: trialDays,
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
    }),
    metadata: { business_id: businessId },
  },
  success_url: at(returnUrl, 'session_id={CHECKOUT_SESSION_ID}'),
  cancel_url: at(returnUrl, 'checkout=cancelled'),
  metadata: { business_id: businessId },
});

const isReplayed = (answer: { readonly lastResponse?: { readonly headers?: unknown } }): boolean =>
  Object(answer.lastResponse?.headers)['idempotent-replayed'] === 'true';

/** Visits to Stripe's page for subscribing. https://docs.stripe.com/api/checkout/sessions */
export const checkoutVisits = (
  request: StripeRequest,
  platform: () => Promise<Platform>,
): Pick<Subscriptions, 'openCheckout' | 'readCheckout' | 'expireCheckout'> => {
  const read = async (id: string): Promise<CheckoutVisit> =>
    visitOf(
      await request('read checkout', (stripe) => stripe.checkout.sessions.retrieve(id)),
      'read checkout',
    );

  return {
    readCheckout: read,

    async openCheckout(wanted) {
      const params = paramsOf(wanted, (await platform()).monthlyPrice);
      // A visit whose answer was a failure nobody can go to: its page was told to nobody.
      const answer = await underFreshKey(`co:${wanted.businessId}:${wanted.attempt}`, (idempotencyKey) =>
        request('open checkout', (stripe) => stripe.checkout.sessions.create(params, { idempotencyKey })),
      );
      const visit = visitOf(answer, 'open checkout');
      // What Stripe repeats is how it stood when it was opened.
      return isReplayed(answer) ? read(visit.id) : visit;
    },

    async expireCheckout(id) {
      try {
        await request('expire checkout', (stripe) => stripe.checkout.sessions.expire(id));
      } catch (error) {
        if (!(error instanceof Refusal) || !isRefused(error.cause)) throw error;
        if ((await read(id)).state === 'open') throw error;
      }
    },
  };
};
