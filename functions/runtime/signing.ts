import { createHmac, timingSafeEqual } from 'node:crypto';

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
