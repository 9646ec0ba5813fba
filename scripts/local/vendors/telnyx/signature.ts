import { type KeyObject, sign } from 'node:crypto';

/** The headers of a delivery as Telnyx signs it. */
export const signTelnyx = (privateKey: KeyObject, rawBody: string, atMs: number): Record<string, string> => {
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = sign(null, Buffer.from(`${timestamp}|${rawBody}`), privateKey).toString('base64');
  return {
    'telnyx-timestamp': timestamp,
    'telnyx-signature-ed25519': signature,
    'user-agent': 'telnyx-webhooks',
  };
};

/** 32 bytes in base64, as Mission Control shows it. */
export const shownKey = (publicKey: KeyObject): string =>
  publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
