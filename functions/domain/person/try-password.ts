import type { DerivedIds } from '../derived-ids.ts';
import { type LimitDeps, takeTokens } from '../limit/take-tokens.ts';
import type { Circle } from './person.ts';

/**
 * Counts a try of a password against its account, from wherever it comes: whoever has many addresses to ask from has no
 * more tries than whoever has one. Counted before the password is looked at, for accounts that do not exist too.
 * Refuses with `too_many_requests`.
 */
export const tryPassword =
  ({ ids, limits }: { readonly ids: DerivedIds; readonly limits: LimitDeps }) =>
  (circle: Circle, email: string, nowMs: number): Promise<void> =>
    takeTokens(limits)({ kind: 'account', addressId: ids.addressOf(circle, email) }, 1, nowMs);
