import { createHash, createHmac } from 'node:crypto';

/** One-way functions, handed in wherever ids, offers or fingerprints are derived. */
export type Hashing = {
  /** Lower-case base32 of the SHA-256 of the parts; a part cannot run into the next. */
  digest(...parts: readonly (string | number)[]): string;
  /** Lower-case base32 of the HMAC-SHA-256 of the parts. */
  mac(key: string, ...parts: readonly (string | number)[]): string;
};

/** Lower-case hexadecimal SHA-256 of the text's UTF-8, as every `sha256sum` tells it. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

const base32 = (bytes: Uint8Array): string => {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += ALPHABET[(value >>> (bits - 5)) & 31];
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
};

const framed = (parts: readonly (string | number)[]): string => JSON.stringify(parts.map(String));

export const hashing: Hashing = {
  digest: (...parts) => base32(createHash('sha256').update(framed(parts)).digest()),
  mac: (key, ...parts) => base32(createHmac('sha256', key).update(framed(parts)).digest()),
};
