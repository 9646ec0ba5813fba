import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';

/** HMAC-SHA-256 over the parts joined as they are, in lower-case hex. */
export const hmacSha256Hex = (key: string | Buffer, ...parts: readonly (string | Buffer)[]): string => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};

/** Compares in constant time; texts of different length are simply unequal. */
export const sameBytes = (left: string, right: string): boolean => {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
};

/** HMAC-SHA-256 over the parts joined as they are, in base64. */
export const hmacSha256Base64 = (key: string | Buffer, ...parts: readonly (string | Buffer)[]): string =>
  Buffer.from(hmacSha256Hex(key, ...parts), 'hex').toString('base64');

/** What stands before the 32 bytes of an Ed25519 key in its DER form. */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_KEY_BYTES = 32;

/** Whether the holder of the public key (32 bytes in base64) signed the message. A key that is none signed nothing. */
export const isSignedByEd25519 = (publicKey: string, message: Buffer, signature: Buffer): boolean => {
  const bytes = Buffer.from(publicKey, 'base64');
  if (bytes.length !== ED25519_KEY_BYTES) return false;
  const key = createPublicKey({
    key: Buffer.concat([ED25519_PREFIX, bytes]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, message, key, signature);
};
