import type { FeeCharged, FeeDeclined, FeeOwed } from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, CallId, FeeId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Reversals } from '../reversal/reversal.ts';

/** Why a booking is not billed. */
export type WaiverReason =
  | 'trial'
  | 'test_call'
  | 'owner_call'
  | 'subscription_inactive'
  | 'rebooked'
  | 'cancelled_before_charge'
  | 'invoice_voided'
  | 'contested';

/** What proves that a fee is due: kept on the row, and what a dispute is answered with. */
export type FeeEvidence = {
  readonly callId: CallId;
  readonly toolCallId: string | undefined;
  /** Milliseconds from the start of the call to the booking, where the call said when it started. */
  readonly callOffsetMs: number | undefined;
  /** Index of the transcript turn before the booking. */
  readonly transcriptTurn: number | undefined;
  /** What the caller was told. */
  readonly toolResult: string;
};

export type FeeState = 'owed' | 'charged' | 'declined' | 'waived';

/**
 * The booking fee of one appointment: written with it in one transaction, moved only by condition. What of it was taken
 * back later stands beside its state and never moves it.
 */
export type Fee = Reversals & {
  readonly v: 1;
  readonly id: FeeId;
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  readonly state: FeeState;
  readonly amountCents: number;
  readonly currency: 'usd';
  readonly stripeCustomerId: string;
  readonly waivedBecause?: WaiverReason | undefined;
  readonly evidence: FeeEvidence;
  /**
   * Its business says that it is not due. `in_review`: that was so when it was contested; what was decided since is in the
   * contest. `granted`: it is not charged any more.
   */
  readonly contested?: 'in_review' | 'granted' | undefined;
  readonly createdAt: string;

  /** Rises with every claim: a worker that lost its claim can write nothing but a proof of payment. */
  readonly epoch: number;
  /** ISO instant of the live claim; absent when nobody works on the fee. */
  readonly claimedAt?: string | undefined;
  /** Claims so far: the back-off counts by it, and any but the first looks before it repeats something. */
  readonly attempt?: number | undefined;
  readonly firstAttemptAt?: string | undefined;
  /** The one invoice that may ever be paid for this fee: set once, never replaced. */
  readonly invoiceId?: string | undefined;
  /** `drafted`: the invoice exists and is ours. `paying`: money may have moved. */
  readonly step?: 'drafted' | 'paying' | undefined;
  /** Part of the idempotency keys; rises when the vendor keeps repeating a stored failure under the present ones. */
  readonly keyVersion?: number | undefined;
  readonly chargedAt?: string | undefined;
  readonly declinedAt?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly waivedAt?: string | undefined;
};

/** How a fee ends. `declined` ends later: Stripe keeps trying the open invoice and tells us when it is paid. */
export type Settlement =
  | { readonly state: 'charged'; readonly invoiceId: string; readonly at: string; readonly event: FeeCharged }
  | {
      readonly state: 'declined';
      readonly invoiceId: string;
      readonly declineCode: string | undefined;
      readonly at: string;
      readonly event: FeeDeclined;
    }
  | { readonly state: 'waived'; readonly because: WaiverReason; readonly at: string };

/** Longer than one collection takes, five requests of eight seconds: a claim of this age is a dead worker's. */
export const CLAIM_MS = 60_000;

export const isClaimed = (fee: Fee, now: number): boolean =>
  fee.claimedAt !== undefined && Date.parse(fee.claimedAt) > now - CLAIM_MS;

export const feeOwed = (ids: DerivedIds, fee: Fee): FeeOwed => ({
  v: 1,
  id: ids.event('fee.owed', fee.id),
  name: 'fee.owed',
  businessId: fee.businessId,
  appointmentId: fee.appointmentId,
  feeId: fee.id,
  at: fee.createdAt,
  correlationId: fee.evidence.callId,
});

const feeCharged = (ids: DerivedIds, fee: Fee, at: string): FeeCharged => ({
  v: 1,
  id: ids.event('fee.charged', fee.id),
  name: 'fee.charged',
  businessId: fee.businessId,
  appointmentId: fee.appointmentId,
  feeId: fee.id,
  at,
  correlationId: fee.evidence.callId,
});

/** One id per fee, however often the card is tried: the owner is told once. */
const feeDeclined = (ids: DerivedIds, fee: Fee, at: string): FeeDeclined => ({
  v: 1,
  id: ids.event('fee.declined', fee.id),
  name: 'fee.declined',
  businessId: fee.businessId,
  appointmentId: fee.appointmentId,
  feeId: fee.id,
  at,
  correlationId: fee.evidence.callId,
});

export const charged = (ids: DerivedIds, fee: Fee, invoiceId: string, at: string): Settlement => ({
  state: 'charged',
  invoiceId,
  at,
  event: feeCharged(ids, fee, at),
});

export const declined = (
  ids: DerivedIds,
  fee: Fee,
  invoiceId: string,
  declineCode: string | undefined,
  at: string,
): Settlement => ({ state: 'declined', invoiceId, declineCode, at, event: feeDeclined(ids, fee, at) });

export const waived = (because: WaiverReason, at: string): Settlement => ({ state: 'waived', because, at });
