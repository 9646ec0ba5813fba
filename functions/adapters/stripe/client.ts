import Stripe from 'stripe';
import { attempting } from '../../runtime/vendor-attempts.ts';
import type { Secrets } from '../secrets/stage-secret.ts';
import { STRIPE_API_VERSION } from './api-version.ts';
import { stripeAttempts } from './attempts.ts';

/** The slowest charge (look, draft, item, issue, pay) still ends inside the worker's time, and that inside a claim. */
const TIMEOUT_MS = 8_000;

export type StripeAccess = {
  /** `https://api.stripe.com`, or where a simulator listens. */
  readonly apiUrl: string;
  readonly secrets: Secrets;
  readonly timeoutMs?: number;
  /** Carries the requests in place of Node's own HTTP. */
  readonly fetch?: typeof globalThis.fetch;
};

/**
 * Runs requests against Stripe; `operation` is what the log calls them. The key is read with the first of them, and once
 * more if Stripe does not know it.
 */
export type StripeCalls = <Answer>(
  operation: string,
  request: (stripe: Stripe) => Promise<Answer>,
) => Promise<Answer>;

export const stripeCalls = ({
  apiUrl,
  secrets,
  timeoutMs = TIMEOUT_MS,
  fetch: carry,
}: StripeAccess): StripeCalls => {
  const { protocol, hostname, port } = new URL(apiUrl);
  let current: { readonly key: string; readonly stripe: Stripe } | undefined;

  const clientOf = (key: string): Stripe => {
    if (current?.key !== key) {
      const stripe = new Stripe(key, {
        apiVersion: STRIPE_API_VERSION,
        protocol: protocol === 'http:' ? 'http' : 'https',
        host: hostname,
        ...(port && { port }),
        ...(carry && { httpClient: Stripe.createFetchHttpClient(carry) }),
        // Repeating is the row's business: it looks first.
        maxNetworkRetries: 0,
        timeout: timeoutMs,
        telemetry: false,
      });
      current = { key, stripe };
    }
    return current.stripe;
  };

  return async (operation, request) => {
    const under = (key: string) =>
      attempting('stripe', operation, () => request(clientOf(key)), stripeAttempts);
    const { secretKey } = (await secrets.read()).stripe;
    try {
      return await under(secretKey);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeAuthenticationError)) throw error;
      const fresh = (await secrets.refresh()).stripe.secretKey;
      if (fresh === secretKey) throw error;
      return under(fresh);
    }
  };
};
