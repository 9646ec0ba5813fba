import type { AppointmentId, BusinessId, CallId, FeeId } from '../../contracts/ids.ts';

/** Why a booking is not billed. */
export type WaiverReason = 'trial' | 'test_call' | 'owner_call' | 'subscription_inactive';

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
};
