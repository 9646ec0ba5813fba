import { STRIPE_API_VERSION } from '../../functions/adapters/stripe/api-version.ts';
import { openSecret } from '../secrets/open-secret.ts';
import type { Place } from './find-place.ts';
import { liveIn } from './kept-platform.ts';
import { type VendorApi, vendorApi } from './vendor-api.ts';

/** The vendors, each asked with the stage's own key. */
export type Ask = {
  readonly stripe: VendorApi;
  readonly telnyx: VendorApi;
  readonly resend: VendorApi;
  readonly retell: VendorApi;
};

const keysMissing = (secret: unknown): readonly string[] =>
  (
    [
      ['stripe', 'secretKey'],
      ['telnyx', 'apiKey'],
      ['resend', 'apiKey'],
      ['retell', 'apiKeys'],
    ] as const
  ).flatMap(([section, name]) => (liveIn(secret, section, name).length > 0 ? [] : [`${section}.${name}`]));

/** Of a stage that has its keys. Throws a sentence that names those it lacks. */
export const askVendors = (
  secret: unknown,
  { stripe, telnyx, resend, retell }: Place['urls'],
  fetch?: typeof globalThis.fetch,
): Ask => {
  const missing = keysMissing(secret);
  if (missing.length > 0)
    throw new Error(`The stage's secret lacks ${missing.join(', ')}: put them in by npm run secrets.`);
  const key = (section: string, name: string): string => String(liveIn(secret, section, name)[0]);
  const shared = { encoding: 'json', ...(fetch && { fetch }) } as const;
  return {
    stripe: vendorApi({
      ...shared,
      vendor: 'Stripe',
      url: stripe,
      key: key('stripe', 'secretKey'),
      setting: 'stripe.secretKey',
      encoding: 'form',
      headers: { 'stripe-version': STRIPE_API_VERSION },
    }),
    telnyx: vendorApi({
      ...shared,
      vendor: 'Telnyx',
      url: telnyx,
      key: key('telnyx', 'apiKey'),
      setting: 'telnyx.apiKey',
    }),
    resend: vendorApi({
      ...shared,
      vendor: 'Resend',
      url: resend,
      key: key('resend', 'apiKey'),
      setting: 'resend.apiKey',
    }),
    retell: vendorApi({
      ...shared,
      vendor: 'Retell',
      url: retell,
      key: key('retell', 'apiKeys'),
      setting: 'retell.apiKeys',
    }),
  };
};

/** A place's secret, and what else connecting it needs. */
export const openConnection = (place: Place) => {
  const secret = openSecret(place);
  return { place, secret, close: () => secret.close() };
};
export type OpenConnection = ReturnType<typeof openConnection>;
