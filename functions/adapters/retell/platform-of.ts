import type { Platform } from '../../contracts/platform.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Secrets } from '../secrets/stage-secret.ts';

/** What the platform has at the vendors. `vendor_unavailable` until `npm run connect` has been run for the stage. */
export const platformOf = async (secrets: Secrets): Promise<Platform> => {
  const platform = (await secrets.read()).platform ?? (await secrets.refresh()).platform;
  if (!platform) throw new Refusal('vendor_unavailable', { because: 'not connected' });
  return platform;
};
