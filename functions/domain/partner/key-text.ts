import { PartnerKeyId } from '../../contracts/ids.ts';

/** As Base62 has it: digits, capitals, small letters. */
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
const SECRET_LETTERS = 43;
const CHECK_LETTERS = 6;

const base62 = (bytes: Uint8Array, length: number): string => {
  let number = 0n;
  for (const byte of bytes) number = number * 256n + BigInt(byte);
  let text = '';
  for (let left = length; left > 0; left -= 1) {
    text = LETTERS[Number(number % 62n)] + text;
    number /= 62n;
  }
  return text;
};

/** CRC-32 as in ISO 3309 (zip, gzip, PNG), of ASCII text. */
const crc32 = (text: string): number => {
  let crc = 0xffff_ffff;
  for (const letter of text) {
    crc ^= letter.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return ~crc >>> 0;
};

const checkOf = (text: string): string => {
  const crc = crc32(text);
  return base62(Uint8Array.of(crc >>> 24, (crc >>> 16) & 255, (crc >>> 8) & 255, crc & 255), CHECK_LETTERS);
};

/**
 * A key as it is shown once: `cgp_`, its id without `key_`, `_`, 43 letters of Base62 (the secret, 32 bytes), and 6
 * more: the CRC-32 of all before them, in Base62. Whoever scans for leaked keys knows one without asking us, and a typing
 * error is found before anything is looked up.
 */
export const keyText = (id: PartnerKeyId, secret: Uint8Array): string => {
  if (secret.length !== SECRET_BYTES) throw new Error('a key has 32 bytes of chance');
  const text = `cgp_${id.slice('key_'.length)}_${base62(secret, SECRET_LETTERS)}`;
  return `${text}${checkOf(text)}`;
};

const SHAPE = new RegExp(`^cgp_([0-9A-Za-z]{6,40})_[0-9A-Za-z]{${SECRET_LETTERS + CHECK_LETTERS}}$`);

/** Which key a text says it is. undefined: it is none, whatever key was meant. */
export const keyIdIn = (text: string): PartnerKeyId | undefined => {
  const [, id] = SHAPE.exec(text) ?? [];
  if (id === undefined || checkOf(text.slice(0, -CHECK_LETTERS)) !== text.slice(-CHECK_LETTERS))
    return undefined;
  return PartnerKeyId.parse(`key_${id}`);
};
