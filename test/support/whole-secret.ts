import { randomBytes } from 'node:crypto';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import { LOCAL_PLATFORM } from '../../scripts/local/vendors/local-platform.ts';

const byChance = (length: number): string => randomBytes(length).toString('hex');
const ours = (): string => randomBytes(32).toString('base64url');

/** A stage's secret with everything in it in the form it has at its vendor, made anew each time. */
export const wholeSecret = (): Required<StageSecret> => ({
  v: 1,
  retell: { apiKeys: [`key_${byChance(14)}`] },
  telnyx: { apiKey: `KEY${byChance(16)}`, publicKeys: [randomBytes(32).toString('base64')] },
  stripe: { secretKey: `sk_test_${byChance(12)}`, webhookSecrets: [`whsec_${byChance(16)}`] },
  resend: {
    apiKey: `re_${byChance(12)}`,
    webhookSecrets: [`whsec_${randomBytes(24).toString('base64')}`],
  },
  offers: { keys: [ours()] },
  codes: { keys: [ours()] },
  originSecret: ours(),
  platform: LOCAL_PLATFORM,
});
