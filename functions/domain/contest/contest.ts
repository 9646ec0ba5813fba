import type { PersonId } from '../../contracts/api/people.ts';
import type {
  ContestJudge,
  ContestReason,
  ContestRule,
  ContestState,
  GiveBackWay,
} from '../../contracts/contest.ts';
import type { FeeContested } from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, CallId, FeeId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Fee } from '../fee/fee.ts';
import { type ContestFacts, reviewDueAt } from './contest-rules.ts';

export type GivenBack = {
  readonly how: GiveBackWay;
  /** What the owner does not pay, or has back: at most what was charged less what went back before. */
  readonly cents: number;
  readonly creditNoteId?: string | undefined;
  /** ISO instant. */
  readonly at: string;
};

/** An owner's word that a fee is not due: one for each fee, ever. */
export type Contest = {
  readonly v: 1;
  readonly feeId: FeeId;
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  readonly callId: CallId;
  readonly amountCents: number;
  /** Rises with every change. */
  readonly version: number;
  readonly state: ContestState;
  readonly reason: ContestReason;
  /** In the owner's words, as long as the business's personal data is kept. */
  readonly words?: string | undefined;
  readonly by: PersonId;
  /** ISO instant. */
  readonly at: string;
  readonly facts: ContestFacts;
  readonly decidedBecause: ContestRule;
  readonly decidedAs?: ContestJudge | undefined;
  readonly decidedAt?: string | undefined;
  /** The operator who decided. */
  readonly decidedBy?: PersonId | undefined;
  /** In the operator's words. */
  readonly decisionWords?: string | undefined;

  /** Rises with every claim; a worker that lost its claim writes nothing. */
  readonly epoch: number;
  readonly claimedAt?: string | undefined;
  /** ISO instant at which it is looked at again. */
  readonly dueAt?: string | undefined;
  /** Part of the idempotency keys; rises when Stripe keeps repeating a stored failure under the present ones. */
  readonly keyVersion: number;
  readonly back?: GivenBack | undefined;
};

export type Decision = {
  readonly state: 'granted' | 'refused';
  readonly as: ContestJudge;
  readonly at: string;
  readonly by?: PersonId | undefined;
  readonly words?: string | undefined;
};

/** Longer than the worker may run. */
export const CLAIM_MS = 3 * 60_000;

const iso = (ms: number): string => new Date(ms).toISOString();

const changed = (contest: Contest, change: Partial<Contest>): Contest => ({
  ...contest,
  ...change,
  version: contest.version + 1,
});

export const newContest = (
  fee: Fee,
  said: { readonly reason: ContestReason; readonly words?: string | undefined; readonly by: PersonId },
  facts: ContestFacts,
  rule: ContestRule,
  nowMs: number,
): Contest => {
  const isGranted = rule !== 'needs_review';
  return {
    v: 1,
    feeId: fee.id,
    businessId: fee.businessId,
    appointmentId: fee.appointmentId,
    callId: fee.evidence.callId,
    amountCents: fee.amountCents,
    version: 1,
    state: isGranted ? 'granted' : 'in_review',
    ...said,
    at: iso(nowMs),
    facts,
    decidedBecause: rule,
    ...(isGranted && { decidedAs: 'rule', decidedAt: iso(nowMs) }),
    dueAt: iso(isGranted ? nowMs : reviewDueAt(nowMs)),
    epoch: 0,
    keyVersion: 1,
  };
};

export const decided = (contest: Contest, { state, as, at, by, words }: Decision): Contest =>
  changed(contest, {
    state,
    decidedAs: as,
    decidedAt: at,
    decidedBy: by,
    decisionWords: words,
    dueAt: state === 'granted' ? at : undefined,
  });

/** It is to be given back, and it is not known that it was. */
export const isOpen = ({ state }: Contest): boolean => state === 'granted' || state === 'unknown';

export const isClaimed = ({ claimedAt }: Contest, nowMs: number): boolean =>
  claimedAt !== undefined && Date.parse(claimedAt) > nowMs - CLAIM_MS;

export const claimed = (contest: Contest, nowMs: number): Contest =>
  changed(contest, { epoch: contest.epoch + 1, claimedAt: iso(nowMs), dueAt: iso(nowMs + CLAIM_MS) });

export const postponed = (
  contest: Contest,
  next: { readonly atMs: number; readonly isUnknown: boolean; readonly keyVersion: number },
): Contest =>
  changed(contest, {
    state: next.isUnknown ? 'unknown' : contest.state,
    claimedAt: undefined,
    dueAt: iso(next.atMs),
    keyVersion: next.keyVersion,
  });

export const givenBack = (contest: Contest, back: GivenBack): Contest =>
  changed(contest, { state: 'given_back', claimedAt: undefined, dueAt: undefined, back });

export const feeContested = (ids: DerivedIds, contest: Contest): FeeContested => ({
  v: 1,
  id: ids.event('fee.contested', contest.feeId, contest.state),
  name: 'fee.contested',
  businessId: contest.businessId,
  appointmentId: contest.appointmentId,
  feeId: contest.feeId,
  at: contest.decidedAt ?? contest.at,
  correlationId: contest.callId,
});
