import { generateKeyPairSync } from 'node:crypto';
import type { StageSecret } from '../../../functions/contracts/secrets.ts';
import { signSvix } from '../../../scripts/local/vendors/resend/email-events.ts';
import { retellSignatureHeader } from '../../../scripts/local/vendors/retell/signature.ts';
import { signStripe } from '../../../scripts/local/vendors/stripe/events.ts';
import { shownKey, signTelnyx } from '../../../scripts/local/vendors/telnyx/signature.ts';
import type { Chance } from '../kernel/chance.ts';
import type { WebhookVendor } from './webhooks.ts';

/** Pairs for all runs of a process: making one costs more than a run. */
const telnyxPairs = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')] as const;

const telnyxKeyOf = (shown: string | undefined) => {
  const pair = telnyxPairs.find(({ publicKey }) => shownKey(publicKey) === shown) ?? telnyxPairs[0];
  return pair.privateKey;
};

/** The pair that Telnyx signs with before any key is changed. */
export const [firstTelnyxPair] = telnyxPairs;

/** The headers of a webhook as its vendor signs it now: with the newest of its keys. */
export const signedBy = (
  vendor: WebhookVendor,
  { stripe, telnyx, resend, retell }: StageSecret,
  ...[rawBody, id, atMs]: readonly [rawBody: string, id: string, atMs: number]
): Record<string, string> => {
  if (vendor === 'stripe') return signStripe(String(stripe.webhookSecrets[0]), rawBody, atMs);
  if (vendor === 'telnyx') return signTelnyx(telnyxKeyOf(telnyx.publicKeys[0]), rawBody, atMs);
  if (vendor === 'resend') return signSvix(String(resend.webhookSecrets[0]), rawBody, id, atMs);
  return { 'x-retell-signature': retellSignatureHeader(String(retell.apiKeys[0]), rawBody, atMs) };
};

/** What our calls to a vendor are made with. */
export const apiKeyOf = (vendor: string, { stripe, telnyx, resend, retell }: StageSecret): string => {
  const key = {
    stripe: stripe.secretKey,
    telnyx: telnyx.apiKey,
    resend: resend.apiKey,
    retell: retell.apiKeys[0],
  }[vendor];
  if (key === undefined) throw new Error(`no key for ${vendor}`);
  return key;
};

/**
 * All keys changed at once, ours and the vendors' together, which is harder than the runbooks have it: `both` while the
 * old ones are still accepted here, `after` when they are gone.
 */
export const rotated = (
  secret: Required<StageSecret>,
  chance: Chance,
): { both: Required<StageSecret>; after: Required<StageSecret> } => {
  const serial = chance.int(1_000_000_000);
  const { telnyx, stripe, resend, retell, offers, codes, originSecret, platform } = secret;
  const shown = telnyxPairs.map(({ publicKey }) => shownKey(publicKey));
  const news = {
    telnyx: shown.find((key) => key !== telnyx.publicKeys[0]) ?? '',
    stripe: `whsec_${serial}`,
    resend: `whsec_${Buffer.from(`resend ${serial}`).toString('base64')}`,
    retell: `key_retell_${serial}`,
    offers: `offers_${serial}`,
    codes: `codes_${serial}`,
  };
  const withKeys = (live: (fresh: string, old: readonly string[]) => string[]): Required<StageSecret> => ({
    v: 1,
    telnyx: { apiKey: `KEY_${serial}`, publicKeys: live(news.telnyx, telnyx.publicKeys) },
    stripe: { secretKey: `sk_test_${serial}`, webhookSecrets: live(news.stripe, stripe.webhookSecrets) },
    resend: { apiKey: `re_${serial}`, webhookSecrets: live(news.resend, resend.webhookSecrets) },
    retell: { apiKeys: live(news.retell, retell.apiKeys) },
    offers: { keys: live(news.offers, offers.keys) },
    codes: { keys: live(news.codes, codes.keys) },
    originSecret,
    platform,
  });
  return { both: withKeys((fresh, [old]) => [fresh, String(old)]), after: withKeys((fresh) => [fresh]) };
};
