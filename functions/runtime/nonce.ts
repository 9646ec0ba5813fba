import { randomBytes } from 'node:crypto';

/** By chance, and no two are alike. */
export const nonce = (): string => randomBytes(16).toString('base64url');
