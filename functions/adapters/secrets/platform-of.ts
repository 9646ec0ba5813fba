import type { Platform } from '../../contracts/platform.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Secrets } from './stage-secret.ts';

/**
 * What the platform itself has at the vendors. Refuses with `vendor_unavailable` until `npm run connect` has been run for
 * the stage, of no vendor: none of them is asked before.
 */
export const platformOf = async (secrets: Secrets): Promise<Platform> => {
  // It may have been stored a moment ago.
  const platform = (await secrets.read()).platform ?? (await secrets.refresh()).platform;
  if (!platform) throw new Refusal('vendor_unavailable', { because: 'platform_not_connected' });
  return platform;
};
