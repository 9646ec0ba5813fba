import type { Bearer } from '../../contracts/api/answers.ts';
import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Circle, Person } from './person.ts';
import type { People, Standing } from './ports.ts';

export type Admitted = { readonly person: Person; readonly role: Role | undefined };

/** How long a removed, disabled or logged-out person may still pass in a container that has just seen them. */
const CACHED_MS = 60_000;
const MOST_CACHED = 2000;

/**
 * Whether a bearer may pass, by our own rows: a token says who it was made for, and nothing of what has happened since.
 * Refuses with `session_ended`; with `business_not_found` where the bearer is no member, because to others a business
 * does not exist; of operators with `totp_needed` whose session began without an authenticator app. Answers that let somebody pass are kept for a minute, refusals are not.
 */
export const admission = (
  people: Pick<People, 'standing'>,
  circle: Circle,
  clock: { now(): number },
): ((bearer: Bearer, businessId?: BusinessId) => Promise<Admitted>) => {
  const cache = new Map<string, { readonly at: number; readonly admitted: Admitted }>();

  const judged = ({ person, session, role }: Standing, businessId: BusinessId | undefined): Admitted => {
    if (!session || person?.state !== 'active' || person.circle !== circle)
      throw new Refusal('session_ended');
    if (circle === 'operators' && !session.byTotp) throw new Refusal('totp_needed');
    if (businessId !== undefined && role === undefined) throw new Refusal('business_not_found');
    return { person, role };
  };

  return async ({ personId, sessionId }, businessId) => {
    const key = [personId, sessionId, businessId ?? ''].join(' ');
    const now = clock.now();
    const kept = cache.get(key);
    if (kept && Math.abs(now - kept.at) < CACHED_MS) return kept.admitted;
    cache.delete(key);
    const admitted = judged(await people.standing(personId, sessionId, businessId), businessId);
    cache.set(key, { at: now, admitted });
    const oldest = cache.keys().next().value;
    if (cache.size > MOST_CACHED && oldest !== undefined) cache.delete(oldest);
    return admitted;
  };
};
