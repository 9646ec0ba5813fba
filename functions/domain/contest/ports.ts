import type { BusinessId, FeeId } from '../../contracts/ids.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { Fee } from '../fee/fee.ts';
import type { Contest } from './contest.ts';

/** What a contest is written on condition of. */
export type OpeningTerms = {
  readonly fee: Fee;
  /** The booking that stays billed in its place: never one that is contested itself. */
  readonly duplicateOf?: Contest['facts']['duplicateOf'];
  /** `YYYY-MM` of the allowance that it takes one of. */
  readonly allowanceOf?: string | undefined;
};

export type Contests = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, feeId: FeeId): Promise<Contest | undefined>;
  /** The fee of that id, wherever it is; may lag behind its booking by a moment. */
  feeOf(businessId: BusinessId, feeId: FeeId): Promise<Fee | undefined>;
  /**
   * Writes the contest, with its mark on the fee, on record, all together. `contested`: there is one, or the fee was waived
   * meanwhile. `overtaken`: the other booking was contested, or the allowance is used up.
   */
  open(contest: Contest, terms: OpeningTerms): Promise<'opened' | 'contested' | 'overtaken'>;
  /** Writes a decision, on record as `by`'s. `changed`: it is not as it was read. */
  decide(from: Contest, to: Contest, by: Accountable | 'system'): Promise<'moved' | 'changed'>;
};

export type ContestWork = Contests & {
  /** A claim or a postponement. `changed`: it is not as it was read. */
  move(from: Contest, to: Contest): Promise<'moved' | 'changed'>;
  /** Notes on an owed fee that it is not to be charged any more; nothing happens to a fee that is settled. */
  mark(fee: Fee): Promise<void>;
  /**
   * Ends it, on record; `waives`: with it the fee, as it was read, ends as waived. `moved`: the fee is not as it was read.
   * Nothing happens when the contest is not as it was read: somebody else has ended it.
   */
  finish(from: Contest, to: Contest, waives?: Fee): Promise<'done' | 'moved'>;
};

/** Over all businesses, those that wait for an operator, the longest first: the first `MOST_WAITING` of them. */
export type WaitingContests = { list(): Promise<readonly Contest[]> };

/** What Stripe's books say of a fee's invoice. */
export type Books = {
  readonly status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  /** Paid and not gone back, by whatever way and by whomever. */
  readonly leftCents: number;
  readonly lineId: string | undefined;
  /** The credit note that we have made for this contest. */
  readonly note?: { readonly id: string; readonly cents: number } | undefined;
};

/** What names one giving back: the same is done once for as long as Stripe remembers, and is known by its fee after that. */
export type GiveBack = Pick<Contest, 'feeId' | 'businessId' | 'appointmentId' | 'keyVersion'> & {
  readonly invoiceId: string;
};

/**
 * Refusals: `vendor_refused` (will not work as it stands), `vendor_unavailable` (was not done), `vendor_outcome_unknown`
 * (look first; `answered`: nothing more is done under these keys).
 */
export type GiveBacks = {
  /** undefined: Stripe has no such invoice. */
  look(of: GiveBack): Promise<Books | undefined>;
  /** Makes sure that an open invoice is never collected. `paid`: it was paid before we came. */
  void(of: GiveBack): Promise<'void' | 'paid'>;
  /** A credit note of so many cents that is paid out by a refund to the card. */
  credit(of: GiveBack & { readonly lineId: string; readonly cents: number }): Promise<{
    readonly id: string;
    readonly cents: number;
  }>;
};
