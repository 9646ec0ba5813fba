import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId, FeeId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { type Contest, decided } from './contest.ts';
import type { Contests } from './ports.ts';

export type DecideDeps = { readonly contests: Pick<Contests, 'find' | 'decide'> };

export type DecideRequest = {
  readonly businessId: BusinessId;
  readonly feeId: FeeId;
  readonly decision: 'grant' | 'refuse';
  readonly words: string;
  readonly by: PersonId;
  readonly nowMs: number;
};

/**
 * An operator decides a contest that no rule did, once. Deciding the same again answers with what there is; refuses with
 * `contest_not_found`, `contest_decided` where it was decided otherwise, by whomever, and `changed_meanwhile`.
 */
export const decideContest =
  ({ contests }: DecideDeps) =>
  async (request: DecideRequest): Promise<Contest> => {
    const { businessId, feeId, decision, words, by, nowMs } = request;
    const from = await contests.find(businessId, feeId);
    if (!from) throw new Refusal('contest_not_found', { feeId });
    if (from.state !== 'in_review') {
      const isSame = from.decidedBy === by && (from.state === 'refused') === (decision === 'refuse');
      if (isSame) return from;
      throw new Refusal('contest_decided', { feeId });
    }
    const to = decided(from, {
      state: decision === 'grant' ? 'granted' : 'refused',
      as: 'operator',
      at: new Date(nowMs).toISOString(),
      by,
      words,
    });
    if ((await contests.decide(from, to, `operator:${by}`)) === 'moved') return to;
    throw new Refusal('changed_meanwhile', { feeId });
  };
