import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits after a prefix, the way Stripe and Svix write ids: `in_8sVnq2mXk1…`. */
export const vendorId = (prefix: string, length = 24): string =>
  prefix + Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
