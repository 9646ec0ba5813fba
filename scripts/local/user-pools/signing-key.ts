import { randomBytes } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

export type SigningKey = {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** As it would stand in the pool's `jwks.json`. */
  readonly jwk: JWK;
};

const make = async (): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomBytes(32).toString('base64');
  return {
    kid,
    privateKey,
    publicKey,
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
  };
};

/** A pool's key, made when it is first needed, so that a cloud in which nobody signs in starts no slower. */
export const createSigningKey = (): (() => Promise<SigningKey>) => {
  let key: Promise<SigningKey> | undefined;
  return () => {
    key ??= make();
    return key;
  };
};
