import { notAuthorized } from './refusal.ts';

/** How often somebody failed to sign in as a user, by password or code, and how long nobody may try. */
export type Attempts = { failures: number; lastAt: number; lockedUntil: number };

const freeFailures = 5;
const longestLockMs = 15 * 60_000;

export const noAttempts = (): Attempts => ({ failures: 0, lastAt: 0, lockedUntil: 0 });

/**
 * Throws while the user is locked out. An attempt in that time counts for nothing, except that it goes on being an
 * attempt: only a quarter of an hour without any forgets the failures.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
 */
export const beginAttempt = (attempts: Attempts, now: number): void => {
  if (now - attempts.lastAt >= longestLockMs) attempts.failures = 0;
  attempts.lastAt = now;
  if (now < attempts.lockedUntil) throw notAuthorized('Password attempts exceeded');
};

/** The n-th failure locks for 2^(n - 5) seconds, from the fifth on. */
export const countFailure = (attempts: Attempts, now: number): void => {
  attempts.failures += 1;
  if (attempts.failures < freeFailures) return;
  attempts.lockedUntil = now + Math.min(longestLockMs, 1000 * 2 ** (attempts.failures - freeFailures));
};

export const forgetFailures = (attempts: Attempts): void => {
  attempts.failures = 0;
};
