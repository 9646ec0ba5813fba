import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { STRIPE_API_VERSION } from '../../functions/adapters/stripe/api-version.ts';
import { MONTHLY_CENTS } from '../../functions/contracts/platform.ts';
import { everyOfStripe, seenOf } from './every-page.ts';
import { STRIPE_EVENTS } from './stripe-events.ts';
import type { Seen, Thing } from './thing.ts';
import { type Fields, fieldsOf, type VendorApi, VendorSaidNo } from './vendor-api.ts';

/** What we sell, by the key that Stripe lets one price have at a time. A higher price is another key, `…_v2`. */
export const PRICES = {
  monthlyPrice: {
    title: 'price of a month',
    lookupKey: 'cloudgreet_monthly_v1',
    productId: 'cloudgreet_monthly',
    productName: 'CloudGreet',
    cents: MONTHLY_CENTS,
    recurring: { interval: 'month', interval_count: 1 },
  },
  bookingFeePrice: {
    title: 'price of a booking',
    lookupKey: 'cloudgreet_booking_fee_v1',
    productId: 'cloudgreet_booking_fee',
    productName: 'Booking fee',
    cents: 5000,
    recurring: undefined,
  },
} as const;
export type Priced = (typeof PRICES)[keyof typeof PRICES];

const orNone = async (asked: Promise<Fields>): Promise<Fields | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof VendorSaidNo && error.status === 404) return undefined;
    throw error;
  }
};

const pricesOf = (stripe: VendorApi, { lookupKey }: Priced): Promise<readonly Seen[]> =>
  everyOfStripe(stripe, '/v1/prices', { 'lookup_keys[0]': lookupKey });

/** The product of the price, where there is one, and else the one with our own id, which there can be once only. */
export const stripeProduct = (stripe: VendorApi, priced: Priced): Thing => {
  const wanted = { name: priced.productName, active: true } satisfies Stripe.ProductUpdateParams;
  return {
    title: `Stripe: product ${priced.productName}`,
    async find() {
      const [price] = await pricesOf(stripe, priced);
      const id = typeof price?.product === 'string' ? price.product : priced.productId;
      const found = await orNone(stripe('GET', `/v1/products/${id}`));
      return found ? [seenOf(found)] : [];
    },
    wanted,
    async make() {
      const body = { id: priced.productId, ...wanted } satisfies Stripe.ProductCreateParams;
      return seenOf(await stripe('POST', '/v1/products', { body }));
    },
    change: async ({ id }) => seenOf(await stripe('POST', `/v1/products/${id}`, { body: wanted })),
  };
};

export const stripePrice = (stripe: VendorApi, priced: Priced, productId: string): Thing => {
  const { lookupKey, cents, recurring } = priced;
  const wanted = {
    active: true,
    currency: 'usd',
    unit_amount: cents,
    billing_scheme: 'per_unit',
    ...(recurring && { recurring }),
  } as const;
  const made = async (extra: Pick<Stripe.PriceCreateParams, 'transfer_lookup_key'> = {}): Promise<Seen> => {
    const body = { ...wanted, product: productId, lookup_key: lookupKey } satisfies Stripe.PriceCreateParams;
    return seenOf(await stripe('POST', '/v1/prices', { body: { ...body, ...extra } }));
  };
  return {
    title: `Stripe: ${priced.title}`,
    find: () => pricesOf(stripe, priced),
    wanted,
    make: () => made(),
    /**
     * Nobody can change what a price costs: the key moves to another one. The old one stays in use, for whoever has subscribed
     * by it, and for functions that read the stage's secret anew after ten minutes only.
     */
    async change(seen) {
      const isOtherwiseRight = seen.unit_amount === cents && seen.currency === 'usd';
      if (isOtherwiseRight && fieldsOf(seen.recurring).interval === recurring?.interval)
        return seenOf(await stripe('POST', `/v1/prices/${seen.id}`, { body: { active: true } }));
      return made({ transfer_lookup_key: true });
    },
  };
};

const MARK = 'cloudgreet_stage';

/** Of the stage, and in use: an archived configuration cannot be deleted, and is nobody's. */
const marked = (stage: string, { metadata, active }: Seen): boolean =>
  fieldsOf(metadata)[MARK] === stage && active !== false;

export const stripePortal = (stripe: VendorApi, stage: string): Thing => {
  const wanted = {
    business_profile: { headline: 'CloudGreet' },
    features: {
      customer_update: { enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end', proration_behavior: 'none' },
      subscription_update: { enabled: false, default_allowed_updates: '', products: '' },
    },
  } satisfies Stripe.BillingPortal.ConfigurationCreateParams;
  const path = '/v1/billing_portal/configurations';
  return {
    title: 'Stripe: what owners may do on its pages',
    find: async () => (await everyOfStripe(stripe, path)).filter((one) => marked(stage, one)),
    wanted,
    make: async () =>
      seenOf(await stripe('POST', path, { body: { ...wanted, metadata: { [MARK]: stage } } })),
    change: async ({ id }) => seenOf(await stripe('POST', `${path}/${id}`, { body: wanted })),
    // There is no way to delete one.
    remove: async ({ id }) => void (await stripe('POST', `${path}/${id}`, { body: { active: false } })),
  };
};

const KEPT = 'cloudgreet_secret';

/** Tells which secret is whose without telling it: a digest of 32 characters by chance leads nobody back. */
export const fingerprintOf = (secret: string): string =>
  createHash('sha256').update(`cloudgreet-connect:${secret}`).digest('hex').slice(0, 24);

export type KeptSecrets = {
  /** Those that the stage verifies by. */
  live(): Promise<readonly string[]>;
  put(secret: string): Promise<void>;
};

/**
 * Its secret is told once, in the answer that makes it. What is kept is noted on the endpoint by a fingerprint, after it is kept:
 * one without the note was cut off between, and nobody knows what it signs with.
 */
export const stripeWebhook = (
  stripe: VendorApi,
  { stage, url, secrets }: { stage: string; url: string; secrets: KeptSecrets },
): Thing => {
  const path = '/v1/webhook_endpoints';
  const changeable = { url, enabled_events: [...STRIPE_EVENTS] };
  const note = (secret?: string) => ({ [MARK]: stage, ...(secret && { [KEPT]: fingerprintOf(secret) }) });
  const noteOf = ({ metadata }: Seen): unknown => fieldsOf(metadata)[KEPT];
  return {
    title: 'Stripe: webhook',
    find: async () => (await everyOfStripe(stripe, path)).filter((one) => marked(stage, one)),
    wanted: { ...changeable, status: 'enabled', api_version: STRIPE_API_VERSION },
    async make() {
      const body = {
        ...changeable,
        api_version: STRIPE_API_VERSION,
        description: `CloudGreet ${stage}`,
        metadata: note(),
      } satisfies Stripe.WebhookEndpointCreateParams;
      return seenOf(await stripe('POST', path, { body }));
    },
    isFixed: (seen) => seen.api_version !== STRIPE_API_VERSION,
    change: async ({ id }) =>
      seenOf(await stripe('POST', `${path}/${id}`, { body: { ...changeable, disabled: false } })),
    remove: async ({ id }) => void (await stripe('DELETE', `${path}/${id}`)),
    secret: {
      async stateOf(seen) {
        if (typeof seen.secret === 'string') return 'tellable';
        const noted = noteOf(seen);
        const live = await secrets.live();
        if (noted === undefined || live.length === 0) return 'lost';
        return live.some((one) => fingerprintOf(one) === noted) ? 'kept' : 'another';
      },
      async keep({ id, secret }) {
        const told = String(secret);
        await secrets.put(told);
        await stripe('POST', `${path}/${id}`, { body: { metadata: note(told) } });
      },
    },
  };
};
