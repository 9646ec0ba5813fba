import { Refusal } from '../errors.ts';
import { keyIdIn } from './key-text.ts';
import { isLive, type Partner, type PartnerKey } from './partner.ts';
import type { PartnerKeys } from './ports.ts';

export type AdmittedKey = { readonly partner: Partner; readonly key: PartnerKey };

/** How long a revoked key may still open something in a container that has just seen it. */
const CACHED_MS = 60_000;
const MOST_CACHED = 2000;
/** Is compared with where there is no key, so that none takes as long as a wrong one. */
const NO_HASH = '0'.repeat(64);

export type KeyAdmissionDeps = {
  readonly keys: PartnerKeys;
  readonly sha256: (text: string) => string;
  /** In a time that does not depend on where they differ. */
  readonly isSame: (one: string, other: string) => boolean;
  readonly clock: { now(): number };
};

/**
 * Whom a key that is shown lets in. Refuses with `key_invalid` and nothing else, whatever is wrong with it. What lets
 * somebody pass is kept for a minute, under the hash of all that was shown: who knows the id of a key has nothing of it. A
 * refusal is not kept, and an end that a key has counts to the millisecond.
 */
export const keyAdmission = (deps: KeyAdmissionDeps): ((shown: string) => Promise<AdmittedKey>) => {
  const cache = new Map<string, { readonly at: number; readonly admitted: AdmittedKey }>();

  return async (shown) => {
    const id = keyIdIn(shown);
    if (!id) throw new Refusal('key_invalid');
    const hash = deps.sha256(shown);
    const now = deps.clock.now();
    const kept = cache.get(hash);
    const isFresh = kept !== undefined && Math.abs(now - kept.at) < CACHED_MS;
    const { partner, key } = isFresh ? kept.admitted : await deps.keys.standing(id);
    if (!isFresh) cache.delete(hash);
    const isRight = deps.isSame(hash, key?.hash ?? NO_HASH);
    if (!isRight || !key || !isLive(key, now) || partner?.state !== 'active')
      throw new Refusal('key_invalid');
    if (isFresh) return kept.admitted;
    const admitted = { partner, key };
    cache.set(hash, { at: now, admitted });
    const oldest = cache.keys().next().value;
    if (cache.size > MOST_CACHED && oldest !== undefined) cache.delete(oldest);
    return admitted;
  };
};
