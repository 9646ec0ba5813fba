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

/** The dashboard's page on how a business pays, which Stripe's pages lead back to. */
export const billingPage =
  (secrets: Secrets) =>
  async (businessId: BusinessId): Promise<string> =>
    `${(await platformOf(secrets)).webUrl}/businesses/${businessId}/billing`;
