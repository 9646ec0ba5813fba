import { Refusal } from '../../domain/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Verify } from '../../runtime/signed-request.ts';
import { hmacSha256Hex, sameBytes } from '../../runtime/signing.ts';
import { anyLiveKey, type Secrets } from '../secrets/stage-secret.ts';

/** `v=<unix ms>,d=<64 hex>` and nothing else: two folded headers, spaces or upper-case names do not match. */
const GRAMMAR = /^v=(\d{13}),d=([0-9a-f]{64})$/;
const TOLERANCE_MS = 5 * 60_000;

/**
 * Retell signs `raw body + timestamp` with the API key that has the webhook badge. The signature does not cover the
 * path, so each route checks the body's shape too. Source: docs.retellai.com/features/secure-webhook.
 */
export const retellSignature =
  (secrets: Secrets, clock: Clock): Verify =>
  async ({ raw, header }) => {
    const match = GRAMMAR.exec(header('x-retell-signature') ?? '');
    if (!match?.[1] || !match[2]) throw new Refusal('signature_invalid', { because: 'header' });
    const [, timestamp, digest] = match;
    if (Math.abs(clock.now() - Number(timestamp)) > TOLERANCE_MS) {
      throw new Refusal('signature_invalid', { because: 'timestamp' });
    }
    const accepted = await anyLiveKey(
      secrets,
      (secret) => secret.retell.apiKeys,
      (key) => sameBytes(hmacSha256Hex(key, raw, timestamp), digest),
    );
    if (!accepted) throw new Refusal('signature_invalid', { because: 'digest' });
  };
