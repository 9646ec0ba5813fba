import type { PersonId } from '../contracts/api/people.ts';
import type { BusinessId, PartnerId } from '../contracts/ids.ts';
import { Refusal, type RefusalCode } from '../domain/errors.ts';

/** What was answered, kept for whoever asks again. */
export type KeptAnswer = { readonly status: number; readonly body?: string | undefined };

/** Whose keys they are: the same key of somebody else is another. */
export type KeyHolder = ({ readonly personId: PersonId } | { readonly partnerId: PartnerId }) & {
  readonly businessId: BusinessId | undefined;
};

export type RequestClaim =
  | { readonly kind: 'mine'; readonly epoch: number }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'running' }
  | { readonly kind: 'another body' };

export type Requests = {
  /** Takes the key for this request, also from one that was cut off before it was answered. */
  claim(holder: KeyHolder, key: string, bodyHash: string, nowMs: number): Promise<RequestClaim>;
  /** Keeps the answer, unless somebody has taken the key over. */
  keep(holder: KeyHolder, key: string, epoch: number, answer: KeptAnswer): Promise<void>;
  /** Lets the key go: the request was refused and changed nothing. */
  release(holder: KeyHolder, key: string, epoch: number): Promise<void>;
  /** Lets the same request run again at once, and no other: nobody knows what this one has changed. */
  giveUp(holder: KeyHolder, key: string, epoch: number): Promise<void>;
};

/** Refusals behind which the work may have been done all the same. */
const UNCERTAIN: readonly RefusalCode[] = ['busy_try_again', 'vendor_unavailable', 'vendor_outcome_unknown'];

/**
 * Runs a request once per key: a repeat gets the first answer, the same key with another body is refused, and so is one
 * whose first is still running. Cut off in the middle, it runs again: what it creates has an id made of the key, so that
 * it is created once. A refusal is not kept: what was wrong may be put right under the same key, unless it may have been done.
 * `kept`: what of an answer is kept for a repeat, where that is not all of it.
 */
export const once =
  (
    requests: Requests,
    holder: KeyHolder,
    key: string,
    bodyHash: string,
    nowMs: number,
    kept: (answer: KeptAnswer) => KeptAnswer = (answer) => answer,
  ) =>
  async (run: () => Promise<KeptAnswer>): Promise<KeptAnswer> => {
    const claim = await requests.claim(holder, key, bodyHash, nowMs);
    if (claim.kind === 'answered') return claim.answer;
    if (claim.kind === 'running') throw new Refusal('request_running');
    if (claim.kind === 'another body') throw new Refusal('idempotency_key_reused');
    try {
      const answer = await run();
      await requests.keep(holder, key, claim.epoch, kept(answer));
      return answer;
    } catch (error) {
      if (error instanceof Refusal) {
        const isUncertain = UNCERTAIN.includes(error.code);
        await requests[isUncertain ? 'giveUp' : 'release'](holder, key, claim.epoch);
      }
      throw error;
    }
  };
