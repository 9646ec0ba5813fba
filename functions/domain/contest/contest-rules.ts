import { CONTEST_REASONS, type ContestReason, type ContestRule } from '../../contracts/contest.ts';
import type { AppointmentId } from '../../contracts/ids.ts';

/** What our own records say, as it was when the owner contested. Ids, instants and figures, and nothing of a person. */
export type ContestFacts = {
  /** Another live booking of the same customer and service that is billed. */
  readonly duplicateOf?: AppointmentId | undefined;
  /** ISO instant at which the customer had called off, before it was to begin. */
  readonly calledOffAt?: string | undefined;
  /** From the dashboard, and not over the telephone. */
  readonly isTestCall: boolean;
  readonly isOwnersCall: boolean;
  readonly callDurationMs?: number | undefined;
  readonly callerSpoke?: boolean | undefined;
};

/** Fees are contested for so long: Stripe refunds to a card for longer, and the call is still in everybody's mind. */
export const CONTESTABLE_DAYS = 60;
/** Two bookings of one customer for one service within so many days are one job, until somebody says otherwise. */
export const DUPLICATE_WITHIN_DAYS = 7;
/** Nobody says a name, an address and a wish in less. */
export const SHORT_CALL_MS = 20_000;
/** Granted in a month by the business's clock, whatever is said: cheaper than looking into it, and trust. */
export const GRANTED_A_MONTH = 2;
/** An operator decides within so many days, Saturdays and Sundays not counted. */
export const REVIEW_BUSINESS_DAYS = 2;

type Rule = {
  readonly name: Exclude<ContestRule, 'within_allowance' | 'needs_review'>;
  /** The reasons that it speaks for. */
  readonly reasons: readonly ContestReason[];
  readonly holds: (facts: ContestFacts) => boolean;
  /** Why it grants without anybody looking. */
  readonly why: string;
};

/** Granted at once where our own records say the same as the owner; the first that holds is the one that is told. */
export const RULES: readonly Rule[] = [
  {
    name: 'test_call',
    reasons: CONTEST_REASONS,
    holds: ({ isTestCall }) => isTestCall,
    why: 'a call from the dashboard is a trial and no booking, whatever was made of it',
  },
  {
    name: 'owner_call',
    reasons: CONTEST_REASONS,
    holds: ({ isOwnersCall }) => isOwnersCall,
    why: 'owners who call their own number try it out; the number may have become theirs since',
  },
  {
    name: 'duplicate',
    reasons: ['duplicate'],
    holds: ({ duplicateOf }) => duplicateOf !== undefined,
    why: 'the same customer has the same service booked and billed within a week: one job, one fee',
  },
  {
    name: 'cancelled_by_customer',
    reasons: ['cancelled_by_customer'],
    holds: ({ calledOffAt }) => calledOffAt !== undefined,
    why: 'the appointment was called off before it began, and the business earned nothing by it',
  },
  {
    name: 'nobody_spoke',
    reasons: ['not_a_customer', 'never_happened'],
    holds: ({ callerSpoke }) => callerSpoke === false,
    why: 'nobody books without a word',
  },
  {
    name: 'too_short',
    reasons: ['not_a_customer', 'never_happened', 'wrong_details'],
    holds: ({ callDurationMs }) => callDurationMs !== undefined && callDurationMs < SHORT_CALL_MS,
    why: 'the call was too short for a customer to have said what a booking needs',
  },
];

/** The rule that grants it; undefined: the allowance or an operator decides. */
export const ruleFor = (reason: ContestReason, facts: ContestFacts): Rule['name'] | undefined =>
  RULES.find(({ reasons, holds }) => reasons.includes(reason) && holds(facts))?.name;

const DAY_MS = 86_400_000;
const isWeekend = (ms: number): boolean => [0, 6].includes(new Date(ms).getUTCDay());

/** When somebody has to be told that a contest still waits, in milliseconds since 1970. */
export const reviewDueAt = (contestedAtMs: number): number => {
  let due = contestedAtMs;
  for (let days = 0; days < REVIEW_BUSINESS_DAYS; ) {
    due += DAY_MS;
    if (!isWeekend(due)) days += 1;
  }
  return due;
};
