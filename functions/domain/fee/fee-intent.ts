import type { CallId } from '../../contracts/ids.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { Business } from '../business/business.ts';
import { toE164 } from '../customer/phone.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Fee, WaiverReason } from './fee.ts';

type FeeOccasion = {
  readonly ids: DerivedIds;
  readonly appointment: Appointment;
  readonly business: Business;
  readonly call: {
    readonly id: CallId;
    /** A call from the dashboard (Retell `web_call`), not over the telephone. */
    readonly isTest: boolean;
    /** E.164, or undefined where the caller hides the number. */
    readonly from: string | undefined;
    /** Milliseconds since 1970, where the call said when it started. */
    readonly startedAtMs: number | undefined;
  };
  readonly toolCallId?: string | undefined;
  readonly transcriptTurn?: number | undefined;
  /** What the caller is told. */
  readonly toolResult: string;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** A business that pays late is still served, and its bookings are billed. */
const BILLED: readonly Business['billing']['subscription'][] = ['trialing', 'active', 'past_due'];

const waiverOf = ({ business, call }: FeeOccasion): WaiverReason | undefined => {
  if (call.isTest) return 'test_call';
  // A carrier may write the number without its plus.
  const from = toE164(call.from ?? '') ?? call.from;
  if (from !== undefined && business.owner.phones.includes(from)) return 'owner_call';
  if (!BILLED.includes(business.billing.subscription)) return 'subscription_inactive';
  if (business.billing.subscription === 'trialing' && business.billing.feesDuringTrial === 'waive') {
    return 'trial';
  }
  return undefined;
};

/**
 * What a new appointment of the agent's costs its business: owed, or waived with the reason. Written in the booking's
 * transaction under an id derived from the appointment, so that one appointment has one fee however often it is asked.
 */
export const feeFor = (occasion: FeeOccasion): Fee => {
  const { ids, appointment, business, call, now } = occasion;
  const at = new Date(now).toISOString();
  const waivedBecause = waiverOf(occasion);
  return {
    v: 1,
    id: ids.fee(appointment.id),
    businessId: business.id,
    appointmentId: appointment.id,
    state: waivedBecause ? 'waived' : 'owed',
    ...(waivedBecause && { waivedBecause, waivedAt: at }),
    amountCents: business.billing.bookingFeeCents,
    currency: 'usd',
    stripeCustomerId: business.billing.stripeCustomerId,
    evidence: {
      callId: call.id,
      toolCallId: occasion.toolCallId,
      callOffsetMs: call.startedAtMs === undefined ? undefined : Math.max(0, now - call.startedAtMs),
      transcriptTurn: occasion.transcriptTurn,
      toolResult: occasion.toolResult,
    },
    createdAt: at,
    epoch: 0,
  };
};
