import type { PersonId } from '../../contracts/api/people.ts';
import type { ContestReason, ContestRule } from '../../contracts/contest.ts';
import type { BusinessId, FeeId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { localDateTime } from '../schedule/zone.ts';
import { type Contest, newContest } from './contest.ts';
import { ruleFor } from './contest-rules.ts';
import { whyNotContestable } from './contestable.ts';
import { type FactsDeps, gatherFacts } from './gather-facts.ts';
import type { Contests } from './ports.ts';

export type ContestDeps = FactsDeps & {
  readonly settings: Pick<Settings, 'find'>;
  readonly contests: Pick<Contests, 'find' | 'feeOf' | 'open'>;
};

export type ContestRequest = {
  readonly businessId: BusinessId;
  readonly feeId: FeeId;
  readonly reason: ContestReason;
  readonly words?: string | undefined;
  readonly by: PersonId;
  readonly nowMs: number;
};

/** Another owner, another of the same month, another booking of the same customer: each of them once or twice. */
const MOST_READINGS = 6;

/**
 * Contests a fee: decided at once by a rule or within the month's allowance, else for an operator. Asking again answers with
 * the contest that there is.
 *
 * Refuses with `fee_not_found`, `already_contested` (for another reason), and the codes of `whyNotContestable`.
 */
export const contestFee =
  (deps: ContestDeps, ids: DerivedIds) =>
  async (request: ContestRequest): Promise<Contest> => {
    const { businessId, feeId, reason, words, by, nowMs } = request;
    const { contests } = deps;
    let isAllowanceLeft = true;
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const before = await contests.find(businessId, feeId);
      if (before) {
        if (before.reason === reason) return before;
        throw new Refusal('already_contested', { feeId, reason: before.reason });
      }
      const [fee, business] = await Promise.all([
        contests.feeOf(businessId, feeId),
        deps.settings.find(businessId),
      ]);
      if (!business) throw new Refusal('business_not_found', { businessId });
      if (!fee) throw new Refusal('fee_not_found', { feeId });
      const code = whyNotContestable(fee, business, nowMs);
      // Its contest was written between the two reads.
      if (code === 'already_contested') continue;
      if (code) throw new Refusal(code, { feeId });
      const facts = await gatherFacts(deps, ids)(fee, business);
      const rule: ContestRule =
        ruleFor(reason, facts) ?? (isAllowanceLeft ? 'within_allowance' : 'needs_review');
      const contest = newContest(fee, { reason, words, by }, facts, rule, nowMs);
      const outcome = await contests.open(contest, {
        fee,
        ...(rule === 'duplicate' && { duplicateOf: facts.duplicateOf }),
        ...(rule === 'within_allowance' && {
          allowanceOf: localDateTime(business.zone, nowMs).slice(0, 7),
        }),
      });
      if (outcome === 'opened') return contest;
      if (outcome === 'overtaken' && rule === 'within_allowance') isAllowanceLeft = false;
    }
    throw new Refusal('busy_try_again', { feeId });
  };
