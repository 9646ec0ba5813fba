import { hmacSha256Base64 } from '../../runtime/signing.ts';

const PREFIX = 'whsec_';

/** A secret of 32 bytes, as Standard Webhooks spells it. */
export const webhookSecret = (bytes: Uint8Array): string =>
  `${PREFIX}${Buffer.from(bytes).toString('base64')}`;

/**
 * The headers of a delivery: `v1,` and the HMAC-SHA-256 of `<id>.<seconds>.<body>` in base64, once for each secret. Source:
 * github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md.
 */
export const signatureHeaders = (
  { id, body, secrets }: { readonly id: string; readonly body: string; readonly secrets: readonly string[] },
  nowMs: number,
) => {
  const timestamp = String(Math.floor(nowMs / 1000));
  const sign = (secret: string): string =>
    `v1,${hmacSha256Base64(Buffer.from(secret.slice(PREFIX.length), 'base64'), `${id}.${timestamp}.${body}`)}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map(sign).join(' '),
  };
};
