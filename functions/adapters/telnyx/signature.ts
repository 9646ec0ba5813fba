import { Refusal } from '../../domain/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Verify } from '../../runtime/signed-request.ts';
import { isSignedByEd25519 } from '../../runtime/signing.ts';
import { anyLiveKey, type Secrets } from '../secrets/stage-secret.ts';

/** Seconds, and 64 bytes in base64: two folded headers, spaces and other alphabets do not match. */
const TIMESTAMP = /^\d{10}$/;
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;
const TOLERANCE_MS = 300_000;

/**
 * Telnyx signs `<timestamp>|<raw body>` with the account's Ed25519 key, whose public half is in Mission Control.
 * Source: developers.telnyx.com/docs/messaging/messages/receiving-webhooks.
 */
export const telnyxSignature =
  (secrets: Secrets, clock: Clock): Verify =>
  async ({ raw, header }) => {
    const timestamp = header('telnyx-timestamp') ?? '';
    const encoded = header('telnyx-signature-ed25519') ?? '';
    const signature = Buffer.from(encoded, 'base64');
    const isReadable = TIMESTAMP.test(timestamp) && SIGNATURE.test(encoded);
    // The last letter carries spare bits: of its four spellings one is the signature.
    if (!isReadable || signature.toString('base64') !== encoded) {
      throw new Refusal('signature_invalid', { because: 'header' });
    }
    if (Math.abs(clock.now() - Number(timestamp) * 1000) > TOLERANCE_MS) {
      throw new Refusal('signature_invalid', { because: 'timestamp' });
    }
    const message = Buffer.concat([Buffer.from(`${timestamp}|`), raw]);
    const accepted = await anyLiveKey(
      secrets,
      (secret) => secret.telnyx.publicKeys,
      (key) => isSignedByEd25519(key, message, signature),
    );
    if (!accepted) throw new Refusal('signature_invalid', { because: 'signature' });
  };
