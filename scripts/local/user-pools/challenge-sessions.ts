import { randomBytes } from 'node:crypto';
import type { SoftwareToken } from './one-time-codes.ts';
import { notAuthorized } from './refusal.ts';

export type Challenge = 'SOFTWARE_TOKEN_MFA' | 'MFA_SETUP' | 'NEW_PASSWORD_REQUIRED';

/** Where somebody stands between a right password and their tokens. */
export type ChallengeSession = {
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly challenge: Challenge;
  /** Handed out, not yet verified. */
  readonly offered?: SoftwareToken;
  /** Whether the set-up that the challenge asks for is done. */
  readonly isSetUp?: boolean;
};

export type ChallengeSessions = {
  /** The text that stands for it until it is spent or `minutes` are over. */
  open(session: ChallengeSession, minutes: number): string;
  /** Throws NotAuthorizedException for one that is unknown, over, spent or was opened for another challenge. */
  read(text: string, challenge: Challenge): ChallengeSession;
  spend(text: string): void;
};

export const createChallengeSessions = (now: () => number): ChallengeSessions => {
  const sessions = new Map<string, { session: ChallengeSession; until: number; isSpent: boolean }>();
  return {
    open(session, minutes) {
      const text = randomBytes(96).toString('base64url');
      sessions.set(text, { session, until: now() + minutes * 60_000, isSpent: false });
      return text;
    },
    read(text, challenge) {
      const found = sessions.get(text);
      if (!found || found.session.challenge !== challenge)
        throw notAuthorized('Invalid session for the user.');
      if (found.isSpent) throw notAuthorized('Invalid session for the user, session can only be used once.');
      if (now() >= found.until) throw notAuthorized('Invalid session for the user, session is expired.');
      return found.session;
    },
    spend(text) {
      const found = sessions.get(text);
      if (found) found.isSpent = true;
    },
  };
};
