import type { FeeCharged, FeeDeclined, FeeOwed } from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, CallId, FeeId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';

/** Why a booking is not billed. */
export type WaiverReason =
  | 'trial'
  | 'test_call'
  | 'owner_call'
  | 'subscription_inactive'
  | 'cancelled_before_charge';

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

/** How far the invoice has come. Each step repeats under its own idempotency key, so it only saves looking. */
export type ChargeStep = 'invoice' | 'item' | 'finalize' | 'pay';

/** The booking fee of one appointment: written with it in one transaction, moved only by condition. */
export type Fee = {
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
  readonly createdAt: string;

  /** Rises with every claim: a worker that lost its claim can write nothing. */
  readonly epoch: number;
  /** ISO instant of the live claim; absent when nobody works on the fee. */
  readonly claimedAt?: string | undefined;
  /** Claims so far: what the back-off is counted by. */
  readonly attempt?: number | undefined;
  /** ISO instant since which the vendor has known our idempotency keys: it forgets them after a day. */
  readonly firstAttemptAt?: string | undefined;
  readonly step?: ChargeStep | undefined;
  readonly invoiceId?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly declinedAt?: string | undefined;
  readonly chargedAt?: string | undefined;
  readonly waivedAt?: string | undefined;
};

export const feeOwed = (ids: DerivedIds, fee: Fee): FeeOwed => ({
  v: 1,
  id: ids.event('fee.owed', fee.id),
  name: 'fee.owed',
  businessId: fee.businessId,
  appointmentId: fee.appointmentId,
  feeId: fee.id,
  at: fee.createdAt,
});

export const feeCharged = (ids: DerivedIds, fee: Fee, at: string): FeeCharged => ({
  v: 1,
  id: ids.event('fee.charged', fee.id),
  name: 'fee.charged',
  businessId: fee.businessId,
  appointmentId: fee.appointmentId,
  feeId: fee.id,
  at,
});

/** Once per fee, however often the card is tried: the owner is told once. */
export const feeDeclined = (ids: DerivedIds, fee: Fee, at: string): FeeDeclined => ({
  v: 1,
  id: ids.event('fee.declined', fee.id),
  name: 'fee.declined',
  businessId: fee.businessId,
  appointmentId: fee.appointmentId,
  feeId: fee.id,
  at,
});
