import type { PersonId } from '../../contracts/api/people.ts';
import type { PartnerId, PartnerKeyId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { type IssueDeps, type Issued, issuing } from './issue-key.ts';
import { isLive } from './partner.ts';

/** Long enough to change a key in every place it is used; a key that nobody ever gives up is none that was changed. */
export const MOST_OVERLAP_MS = 30 * 86_400_000;

/** The earlier of two instants, where there are two. */
const earlier = (one: string, other: string | undefined): string =>
  other !== undefined && other < one ? other : one;

/** A key that was to hold for so long is followed by one that holds as long: to change it is not to keep it for ever. */
const asLong = (key: { readonly since: string; readonly endsAt?: string | undefined }, nowMs: number) =>
  key.endsAt && new Date(nowMs + Date.parse(key.endsAt) - Date.parse(key.since)).toISOString();

/**
 * Makes a key in the place of one that holds, with the same label and scopes. The old one goes on until `oldEndsAt` (ISO
 * instant), and never longer than it would have; without it, it ends at once. Refuses as `issuing` does, with
 * `key_not_found`, `key_ended`, and `invalid_arguments` for an end that is past or too far.
 */
export const rotateKey =
  (deps: IssueDeps) =>
  async (
    partnerId: PartnerId,
    keyId: PartnerKeyId,
    oldEndsAt: string | undefined,
    asked: { readonly by: PersonId; readonly occasion: string; readonly nowMs: number },
  ): Promise<Issued> => {
    const { nowMs } = asked;
    const ahead = oldEndsAt === undefined ? undefined : Date.parse(oldEndsAt) - nowMs;
    if (ahead !== undefined && (ahead <= 0 || ahead > MOST_OVERLAP_MS))
      throw new Refusal('invalid_arguments', { fields: ['oldEndsAt'] });
    return issuing(deps)(
      partnerId,
      (keys) => {
        const old = keys.find(({ id }) => id === keyId);
        if (!old) throw new Refusal('key_not_found');
        if (!isLive(old, nowMs)) throw new Refusal('key_ended');
        const { label, scopes } = old;
        return {
          key: { label, scopes, endsAt: asLong(old, nowMs), replaces: old.id },
          replaced: { ...old, endsAt: earlier(oldEndsAt ?? new Date(nowMs).toISOString(), old.endsAt) },
        };
      },
      asked,
    );
  };
