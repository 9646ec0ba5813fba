import type { Businesses } from '../business/ports.ts';
import { type Contest, decided } from './contest.ts';
import { reviewDueAt } from './contest-rules.ts';
import type { Contests } from './ports.ts';

export type ReviewDeps = {
  readonly contests: Pick<Contests, 'decide'>;
  readonly businesses: Businesses;
  /** Somebody has to hear that it still waits. */
  readonly waitsTooLong: (contest: Contest) => void;
  readonly clock: { now(): number };
};

/**
 * Looks at a contest that waits for an operator. One whose business has left is decided for the owner: what nobody has
 * refused until then nobody is left to be told why.
 */
export const reviewContest =
  ({ contests, businesses, waitsTooLong, clock }: ReviewDeps) =>
  async (contest: Contest): Promise<'in_review' | 'too_long' | 'granted'> => {
    const now = clock.now();
    const business = await businesses.find(contest.businessId);
    if (!business || business.outOfService === 'closing') {
      const at = new Date(now).toISOString();
      const granted = decided(contest, { state: 'granted', as: 'closing', at });
      return (await contests.decide(contest, granted, 'system')) === 'moved' ? 'granted' : 'in_review';
    }
    if (now < reviewDueAt(Date.parse(contest.at))) return 'in_review';
    waitsTooLong(contest);
    return 'too_long';
  };
