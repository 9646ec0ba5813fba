import { afterEach } from 'vitest';
import { stripeSubscriptions } from '../../../functions/adapters/stripe/subscriptions.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { StageSecret } from '../../../functions/contracts/secrets.ts';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { secretsOf } from '../../support/secrets.ts';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

export const BUSINESS = 'biz_subscribing01' as BusinessId;
export const OWNER = { businessId: BUSINESS, name: 'Apex Heating', email: 'owner@apex.example' };
export const RETURN_URL = 'https://app.example/billing';
export const DAY_MS = 86_400_000;

/** The real adapter and SDK at a simulated Stripe. */
export const startSubscribing = async (platform: StageSecret['platform'] | 'none' = LOCAL_PLATFORM) => {
  const clock = createLocalClock();
  const stripe = await startStripe({ clock, webhookUrl: () => undefined });
  stops.push(() => stripe.stop());
  const keys = { stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: ['whsec_x'] } };
  const subscriptions = stripeSubscriptions({
    apiUrl: stripe.url,
    secrets: secretsOf({ ...keys, ...(platform !== 'none' && { platform }) }),
    timeoutMs: 2_000,
  });
  const open = async (attempt = 1, trialDays = 14) => {
    const { id: customerId } = await subscriptions.customer(OWNER);
    const wanted = { businessId: BUSINESS, customerId, attempt, trialDays, returnUrl: RETURN_URL };
    return { customerId, visit: await subscriptions.openCheckout(wanted) };
  };
  return {
    stripe,
    subscriptions,
    open,
    /** Somebody has been to the page and paid. */
    async subscribed(trialDays = 14, card?: string) {
      const { customerId, visit } = await open(1, trialDays);
      stripe.lives.complete(visit.id, card);
      const [subscription] = await subscriptions.ofCustomer(customerId);
      if (!subscription) throw new Error('nothing was subscribed');
      return { customerId, visit, subscription };
    },
    /** The card that booking fees are taken from. */
    async cardOf(customerId: string): Promise<string | null> {
      const { state } = (await (await fetch(`${stripe.url}/_inspect`)).json()) as {
        state: { customers: { id: string; invoice_settings: { default_payment_method: string | null } }[] };
      };
      const customer = state.customers.find(({ id }) => id === customerId);
      return customer?.invoice_settings.default_payment_method ?? null;
    },
    customers: () =>
      stripe.received().filter(({ method, path }) => method === 'POST' && path === '/v1/customers'),
    pass: (milliseconds: number) => clock.set(clock.offsetMs() + milliseconds),
  };
};
