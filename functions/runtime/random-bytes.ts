import { randomBytes } from 'node:crypto';

/** 256 bits by chance, of the machine's own source. */
export const randomBytes32 = (): Uint8Array => new Uint8Array(randomBytes(32));
