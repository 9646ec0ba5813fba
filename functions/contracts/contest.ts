/** Why an owner says that a fee is not due. */
export const CONTEST_REASONS = [
  'not_a_customer',
  'duplicate',
  'out_of_area',
  'wrong_details',
  'cancelled_by_customer',
  'never_happened',
  'other',
] as const;
export type ContestReason = (typeof CONTEST_REASONS)[number];

/**
 * `granted`: it is being given back. `unknown`: nobody can tell yet whether Stripe has done it, and it is looked at again.
 * `given_back`: it was not charged, or all of it that was left went back.
 */
export const CONTEST_STATES = ['in_review', 'granted', 'unknown', 'given_back', 'refused'] as const;
export type ContestState = (typeof CONTEST_STATES)[number];

/** Who decided. `closing`: the business has left before anybody did, which decides for the owner. */
export const CONTEST_JUDGES = ['rule', 'operator', 'closing'] as const;
export type ContestJudge = (typeof CONTEST_JUDGES)[number];

/** What it was decided by: a rule of domain/contest/contest-rules.ts, or that none of them holds. */
export const CONTEST_RULES = [
  'test_call',
  'owner_call',
  'duplicate',
  'cancelled_by_customer',
  'nobody_spoke',
  'too_short',
  'within_allowance',
  'needs_review',
] as const;
export type ContestRule = (typeof CONTEST_RULES)[number];

/** How it went back, or why nothing was left to give. */
export const GIVE_BACK_WAYS = ['waived', 'voided', 'credited', 'nothing_left'] as const;
export type GiveBackWay = (typeof GIVE_BACK_WAYS)[number];

/** Codes of `functions/contracts/refusal-codes.ts` for which a fee cannot be contested, so that nobody offers it. */
export const NOT_CONTESTABLE = [
  'already_contested',
  'fee_waived',
  'fee_given_back',
  'fee_disputed',
  'contest_too_late',
  'business_closing',
] as const;
export type NotContestable = (typeof NOT_CONTESTABLE)[number];
