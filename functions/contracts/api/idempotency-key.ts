import * as z from 'zod/mini';

/** What a request that creates something is known by when it comes again: visible ASCII, long enough not to be guessed. */
export const IdempotencyKey = z.string().check(z.regex(/^[\x21-\x7e]{8,128}$/));
