import type { BusinessId } from '../../contracts/ids.ts';
import type { Platform } from '../../contracts/platform.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Secrets } from '../secrets/stage-secret.ts';

/** What the platform has at the vendors. `vendor_unavailable` until `npm run connect` has been run for the stage. */
export const platformOf = async (secrets: Secrets): Promise<Platform> => {
  const platform = (await secrets.read()).platform ?? (await secrets.refresh()).platform;
  if (!platform) throw new Refusal('vendor_unavailable', { vendor: 'stripe', because: 'not connected' });
  return platform;
};

const pageOf =
  (page: 'billing' | 'onboarding') =>
  (secrets: Secrets) =>
  async (businessId: BusinessId): Promise<string> =>
    `${(await platformOf(secrets)).webUrl}/businesses/${businessId}/${page}`;

/** The dashboard's pages that Stripe's lead back to: on how a business pays, and on how far it has come. */
export const billingPage = pageOf('billing');
export const onboardingPage = pageOf('onboarding');
