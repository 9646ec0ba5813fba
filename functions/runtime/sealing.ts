import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/** What stands before the 32 bytes of an X25519 key in its DER form (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** A key seals one word and no other. */
const NONCE = Buffer.alloc(12);
const CIPHER = 'aes-256-gcm';

const privateKey = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
const publicKey = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, bytes]), format: 'der', type: 'spki' });
const publicBytes = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES);

const wordKey = (mine: KeyObject, theirs: Uint8Array, sender: Uint8Array, lock: Uint8Array): Uint8Array => {
  const secret = diffieHellman({ privateKey: mine, publicKey: publicKey(theirs) });
  return new Uint8Array(
    hkdfSync('sha256', secret, Buffer.concat([sender, lock]), 'cloudgreet word', KEY_BYTES),
  );
};

/** The key that opens what was sealed for that purpose: made of a secret, so that it has to be kept nowhere. */
const keyOf = (secret: string, purpose: readonly string[]): KeyObject =>
  privateKey(
    createHmac('sha256', secret)
      .update(JSON.stringify(['lock', ...purpose]))
      .digest(),
  );

/** What words for that purpose are sealed with, in base64url. It is no secret. */
export const lockOf = (secret: string, purpose: readonly string[]): string =>
  publicBytes(keyOf(secret, purpose)).toString('base64url');

/**
 * Seals a word so that only who has the lock's secret can read it, in base64url: a key of its own agreed on by X25519 (RFC 7748),
 * derived by HKDF, AES-256-GCM. Throws where the lock is none.
 */
export const sealedBy =
  (randomBytes32: () => Uint8Array) =>
  (lock: string, word: string): string => {
    const mine = privateKey(randomBytes32());
    const [sender, to] = [publicBytes(mine), Buffer.from(lock, 'base64url')];
    const cipher = createCipheriv(CIPHER, wordKey(mine, to, sender, to), NONCE);
    const closed = Buffer.concat([cipher.update(word, 'utf8'), cipher.final()]);
    return Buffer.concat([sender, closed, cipher.getAuthTag()]).toString('base64url');
  };

/** The word; undefined where it was sealed for another lock, or is none. */
export const opened = (sealed: string, secret: string, purpose: readonly string[]): string | undefined => {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < KEY_BYTES + TAG_BYTES) return undefined;
  const mine = keyOf(secret, purpose);
  const sender = bytes.subarray(0, KEY_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, wordKey(mine, sender, sender, publicBytes(mine)), NONCE);
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const word = Buffer.concat([decipher.update(bytes.subarray(KEY_BYTES, -TAG_BYTES)), decipher.final()]);
    return word.toString('utf8');
  } catch {
    return undefined;
  }
};
