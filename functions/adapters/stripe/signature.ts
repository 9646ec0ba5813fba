import { Refusal } from '../../domain/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Verify } from '../../runtime/signed-request.ts';
import { hmacSha256Hex, sameBytes } from '../../runtime/signing.ts';
import { anyLiveKey, type Secrets } from '../secrets/stage-secret.ts';

/**
 * One time, then one signature a live secret (several while Stripe rolls one), then the test-mode scheme, which we
 * never accept. Two folded headers, a second time, spaces or junk do not match.
 */
const GRAMMAR = /^t=(\d{10})((?:,v1=[0-9a-f]{64}){1,5})(?:,v0=[0-9a-f]{64}){0,5}$/;
const PAST_SECONDS = 300;
const FUTURE_SECONDS = 60;

/**
 * Stripe signs `<time>.<raw body>` with the endpoint's secret as it is written. Ours to check and not the SDK's, which
 * accepts stamps from the future, any junk around them and only one secret. Source: docs.stripe.com/webhooks/signature.
 */
export const stripeSignature =
  (secrets: Secrets, clock: Clock): Verify =>
  async ({ raw, header }) => {
    const match = GRAMMAR.exec(header('stripe-signature') ?? '');
    if (!match?.[1] || !match[2]) throw new Refusal('signature_invalid', { because: 'header' });
    const [, timestamp, candidates] = match;
    const ageSeconds = Math.floor(clock.now() / 1000) - Number(timestamp);
    if (ageSeconds > PAST_SECONDS || ageSeconds < -FUTURE_SECONDS) {
      throw new Refusal('signature_invalid', { because: 'timestamp' });
    }
    const digests = candidates.slice(',v1='.length).split(',v1=');
    const accepted = await anyLiveKey(
      secrets,
      (secret) => secret.stripe.webhookSecrets,
      (secret) => {
        const expected = hmacSha256Hex(secret, `${timestamp}.`, raw);
        return digests.filter((digest) => sameBytes(expected, digest)).length > 0;
      },
    );
    if (!accepted) throw new Refusal('signature_invalid', { because: 'digest' });
  };
