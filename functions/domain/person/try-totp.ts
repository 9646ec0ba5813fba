import type { DerivedIds } from '../derived-ids.ts';
import { type LimitDeps, takeTokens } from '../limit/take-tokens.ts';
import type { Circle } from './person.ts';

/**
 * Counts a try of an authenticator app's code against the challenge that it answers, from wherever it comes. A challenge
 * begins with a password, which is counted by its account: so whoever knows the password guesses a few of a million codes
 * in a minute, and the account's own tokens are left to whoever signs in. Counted before the code is looked at.
 * Refuses with `too_many_requests`.
 */
export const tryTotp =
  ({ ids, limits }: { readonly ids: DerivedIds; readonly limits: LimitDeps }) =>
  (circle: Circle, challenge: string, nowMs: number): Promise<void> =>
    takeTokens(limits)(
      { kind: 'account', addressId: ids.addressOf(`challenge of ${circle}`, challenge) },
      1,
      nowMs,
    );
