import { createHmac, type KeyObject, sign } from 'node:crypto';

export type Headers = Readonly<Record<string, string>>;
export type Bytes = string | Buffer;

/** How a vendor signs, in the pieces that a forger would vary. */
export type SignatureScheme = {
  /** How far from our clock a stamp may lie. */
  readonly toleranceMs: { readonly past: number; readonly ahead: number };
  stampOf(atMs: number): string;
  /** What is signed for a body. */
  signedBytes(stamp: string, body: Bytes): Buffer;
  sign(bytes: Bytes, key?: 'ours' | 'strangers'): string;
  headers(stamp: string, signature: string): Headers;
};

const joined = (...parts: readonly Bytes[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));
const hmac = (key: Bytes, bytes: Bytes) => createHmac('sha256', key).update(bytes);
const inSeconds = (atMs: number): string => String(Math.floor(atMs / 1000));
const FIVE_MINUTES = 300_000;

export const retellScheme = (apiKey: string): SignatureScheme => ({
  toleranceMs: { past: FIVE_MINUTES, ahead: FIVE_MINUTES },
  stampOf: String,
  signedBytes: (stamp, body) => joined(body, stamp),
  sign: (bytes, key = 'ours') => hmac(key === 'ours' ? apiKey : `${apiKey}x`, bytes).digest('hex'),
  headers: (stamp, signature) => ({ 'x-retell-signature': `v=${stamp},d=${signature}` }),
});

export const stripeScheme = (secret: string): SignatureScheme => ({
  toleranceMs: { past: FIVE_MINUTES, ahead: 60_000 },
  stampOf: inSeconds,
  signedBytes: (stamp, body) => joined(`${stamp}.`, body),
  sign: (bytes, key = 'ours') => hmac(key === 'ours' ? secret : 'whsec_somebody_elses', bytes).digest('hex'),
  headers: (stamp, signature) => ({ 'stripe-signature': `t=${stamp},v1=${signature}` }),
});

export const telnyxScheme = (ours: KeyObject, strangers: KeyObject): SignatureScheme => ({
  toleranceMs: { past: FIVE_MINUTES, ahead: FIVE_MINUTES },
  stampOf: inSeconds,
  signedBytes: (stamp, body) => joined(`${stamp}|`, body),
  sign: (bytes, key = 'ours') =>
    sign(null, Buffer.from(bytes), key === 'ours' ? ours : strangers).toString('base64'),
  headers: (stamp, signature) => ({ 'telnyx-timestamp': stamp, 'telnyx-signature-ed25519': signature }),
});

export const resendScheme = (secret: string, id = 'msg_scheme'): SignatureScheme => ({
  toleranceMs: { past: FIVE_MINUTES, ahead: FIVE_MINUTES },
  stampOf: inSeconds,
  signedBytes: (stamp, body) => joined(`${id}.${stamp}.`, body),
  sign: (bytes, key = 'ours') =>
    hmac(
      Buffer.from(key === 'ours' ? secret.slice('whsec_'.length) : 'c29tZWJvZHk=', 'base64'),
      bytes,
    ).digest('base64'),
  headers: (stamp, signature) => ({
    'svix-id': id,
    'svix-timestamp': stamp,
    'svix-signature': `v1,${signature}`,
  }),
});

/** The headers of a request that the vendor itself would send. */
export const genuine = (scheme: SignatureScheme, body: Bytes, atMs: number): Headers => {
  const stamp = scheme.stampOf(atMs);
  return scheme.headers(stamp, scheme.sign(scheme.signedBytes(stamp, body)));
};
