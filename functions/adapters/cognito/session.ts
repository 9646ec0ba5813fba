import * as z from 'zod';
import { PersonId } from '../../contracts/api/people.ts';
import type { Session } from '../../domain/person/person.ts';

const Claims = z.object({
  sub: PersonId,
  /** The sign-in that this token and all that are refreshed from it go back to. */
  origin_jti: z.string().min(1).max(128),
});

const DAY_MS = 86_400_000;

/**
 * Whose session an access token belongs to. Its signature is not looked at: it has just come from Cognito itself, over
 * TLS. A token that somebody else brings is verified by API Gateway.
 */
export const readSession = (accessToken: string, sessionDays: number, nowMs: number): Session => {
  const [, payload = ''] = accessToken.split('.');
  const claims = Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return {
    id: claims.origin_jti,
    personId: claims.sub,
    since: new Date(nowMs).toISOString(),
    endsAt: new Date(nowMs + sessionDays * DAY_MS).toISOString(),
  };
};
