import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** One sign-in, from which access tokens are made until its refresh token ends. */
export type SignIn = {
  readonly sub: string;
  readonly clientId: string;
  readonly originJti: string;
  readonly eventId: string;
  /** Seconds since 1970. */
  readonly authTime: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  revoked: boolean;
};

export type RefreshTokens = {
  create(sub: string, clientId: string, now: number, seconds: number): { token: string; signIn: SignIn };
  find(token: string): SignIn | undefined;
  byOrigin(originJti: string): SignIn | undefined;
  revokeAllOf(sub: string): void;
};

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Refresh tokens are opaque and kept as digests. Revoked ones stay known, so that they are refused as what they are. */
export const createRefreshTokens = (): RefreshTokens => {
  const signIns = new Map<string, SignIn>();
  return {
    create(sub, clientId, now, seconds) {
      const token = randomBytes(256).toString('base64url');
      const signIn: SignIn = {
        sub,
        clientId,
        originJti: randomUUID(),
        eventId: randomUUID(),
        authTime: Math.floor(now / 1000),
        expiresAt: now + seconds * 1000,
        revoked: false,
      };
      signIns.set(digest(token), signIn);
      return { token, signIn };
    },
    find: (token) => signIns.get(digest(token)),
    byOrigin: (originJti) => [...signIns.values()].find((signIn) => signIn.originJti === originJti),
    revokeAllOf(sub) {
      for (const signIn of signIns.values()) if (signIn.sub === sub) signIn.revoked = true;
    },
  };
};
