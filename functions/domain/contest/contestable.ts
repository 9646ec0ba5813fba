import type { NotContestable } from '../../contracts/contest.ts';
import type { Business } from '../business/business.ts';
import type { Fee } from '../fee/fee.ts';
import { givenBackCents } from '../reversal/reversal.ts';
import { CONTESTABLE_DAYS } from './contest-rules.ts';

type Contestable = Pick<
  Fee,
  'state' | 'contested' | 'amountCents' | 'createdAt' | 'creditedCents' | 'refundedCents' | 'dispute'
>;

/** ISO instant until which a fee can be contested, where nothing else stands against it. */
export const contestableUntil = ({ createdAt }: Pick<Fee, 'createdAt'>): string =>
  new Date(Date.parse(createdAt) + CONTESTABLE_DAYS * 86_400_000).toISOString();

/** By us it would come twice. */
export const isBankDeciding = ({ dispute }: Pick<Fee, 'dispute'>): boolean =>
  dispute === 'needs_response' || dispute === 'under_review';

/**
 * Why a fee cannot be contested; undefined: it can. One that is still owed or was declined can be: then it is not charged.
 * `nowMs`: milliseconds since 1970.
 */
export const whyNotContestable = (
  fee: Contestable,
  business: Pick<Business, 'outOfService'>,
  nowMs: number,
): NotContestable | undefined => {
  if (fee.contested !== undefined) return 'already_contested';
  if (fee.state === 'waived') return 'fee_waived';
  if (givenBackCents(fee) >= fee.amountCents) return 'fee_given_back';
  // What the bank decided for the owner has gone back already; what it decided for us can be given back.
  if (isBankDeciding(fee) || fee.dispute === 'lost') return 'fee_disputed';
  if (nowMs >= Date.parse(contestableUntil(fee))) return 'contest_too_late';
  return business.outOfService === 'closing' ? 'business_closing' : undefined;
};
