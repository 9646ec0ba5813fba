import { Refusal } from '../../domain/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Verify } from '../../runtime/signed-request.ts';
import { hmacSha256Base64, sameBytes } from '../../runtime/signing.ts';
import { anyLiveKey, type Secrets } from '../secrets/stage-secret.ts';

/** No dot in the id: it would let bytes move between the id and the time under one signature. */
const ID = /^[A-Za-z0-9_-]{1,128}$/;
const TIMESTAMP = /^\d{10}$/;
/** One to five signatures of a version each, one space between them. Two folded headers do not match. */
const SIGNATURES = /^v\d[a-z]?,[A-Za-z0-9+/]{20,120}={0,2}(?: v\d[a-z]?,[A-Za-z0-9+/]{20,120}={0,2}){0,4}$/;
const OURS = 'v1,';
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const TOLERANCE_MS = 300_000;

/**
 * Resend signs `<id>.<timestamp>.<raw body>` as Svix does: the key is the base64 part of the secret, and several
 * signatures may stand side by side while it is rolled. Source: standardwebhooks.com, docs.svix.com.
 */
export const resendSignature =
  (secrets: Secrets, clock: Clock): Verify =>
  async ({ raw, header }) => {
    const id = header('svix-id') ?? '';
    const timestamp = header('svix-timestamp') ?? '';
    const signatures = header('svix-signature') ?? '';
    if (!ID.test(id) || !TIMESTAMP.test(timestamp) || !SIGNATURES.test(signatures)) {
      throw new Refusal('signature_invalid', { because: 'header' });
    }
    if (Math.abs(clock.now() - Number(timestamp) * 1000) > TOLERANCE_MS) {
      throw new Refusal('signature_invalid', { because: 'timestamp' });
    }
    const candidates = signatures
      .split(' ')
      .filter((one) => one.startsWith(OURS))
      .map((one) => one.slice(OURS.length));
    const accepted = await anyLiveKey(
      secrets,
      (secret) => secret.resend.webhookSecrets,
      (secret) => {
        const key = SECRET.exec(secret)?.[1];
        if (key === undefined) return false;
        const expected = hmacSha256Base64(Buffer.from(key, 'base64'), `${id}.${timestamp}.`, raw);
        return candidates.filter((candidate) => sameBytes(expected, candidate)).length > 0;
      },
    );
    if (!accepted) throw new Refusal('signature_invalid', { because: 'signature' });
  };
