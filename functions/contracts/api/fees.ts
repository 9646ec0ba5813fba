import * as z from 'zod';
import {
  CONTEST_JUDGES,
  CONTEST_REASONS,
  CONTEST_RULES,
  CONTEST_STATES,
  GIVE_BACK_WAYS,
  NOT_CONTESTABLE,
} from '../contest.ts';
import { AppointmentId, CallId, FeeId } from '../ids.ts';
import { pageOfFees } from './listed-shapes.ts';
import { OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness, pageOf, words } from './shapes.ts';

const cents = z.number().int().min(0);

/** What our own records said when it was contested. */
export const ContestFactsShape = z
  .object({
    duplicateOf: z.optional(AppointmentId).meta({ description: 'The booking that stays billed' }),
    calledOffAt: instant.optional(),
    isTestCall: z.boolean(),
    isOwnersCall: z.boolean(),
    callDurationMs: z.number().int().optional(),
    callerSpoke: z.boolean().optional(),
  })
  .meta({ id: 'ContestFacts' });

export const ContestShape = z
  .object({
    state: z.enum(CONTEST_STATES).meta({
      description:
        '`granted`: it is being given back. `unknown`: nobody can tell yet whether Stripe has done so; we look again.',
    }),
    reason: z.enum(CONTEST_REASONS),
    words: z.string().optional(),
    at: instant,
    facts: ContestFactsShape,
    decidedAs: z
      .enum(CONTEST_JUDGES)
      .optional()
      .meta({ description: 'Who decided. `closing`: the business left before anybody had' }),
    decidedBecause: z.enum(CONTEST_RULES),
    decidedAt: instant.optional(),
    decisionWords: z.string().optional().meta({ description: 'What the operator says to it' }),
    back: z
      .object({ how: z.enum(GIVE_BACK_WAYS), cents, at: instant })
      .optional()
      .meta({ description: 'What the owner does not pay, or has back on the card' }),
  })
  .meta({ id: 'Contest' });

export const FeeShape = z
  .object({
    id: FeeId,
    appointmentId: AppointmentId,
    state: z.enum(['owed', 'charged', 'declined', 'waived']),
    amountCents: z.number().int(),
    currency: z.literal('usd'),
    waivedBecause: z.string().optional(),
    evidence: z.object({
      callId: CallId,
      callOffsetMs: z.number().int().optional(),
      transcriptTurn: z.number().int().optional(),
      toolResult: z.string(),
    }),
    createdAt: instant,
    chargedAt: instant.optional(),
    declinedAt: instant.optional(),
    declineCode: z.string().optional(),
    creditedCents: z.number().int().optional(),
    refundedCents: z.number().int().optional(),
    givenBackCents: cents.meta({
      description: 'What went back of it in all: a credit note that is paid out is among the refunds, too',
    }),
    booking: z
      .object({
        serviceName: z.string(),
        startsAt: instant,
        zone: z.string(),
        localStart: z.string(),
        customerName: z.string(),
        status: z.enum(['booked', 'cancelled']),
      })
      .optional()
      .meta({ description: 'What it is for; left out where the appointment stands beside it' }),
    contest: ContestShape.optional(),
    contestableUntil: instant.optional().meta({ description: 'Left out: it cannot be contested' }),
    notContestable: z.enum(NOT_CONTESTABLE).optional().meta({ description: 'Why it cannot be' }),
  })
  .meta({ id: 'Fee' });

const at = <Rest extends string>(rest: Rest) => `/v1/businesses/{businessId}${rest}` as const;
const ownersOnly = { who: 'member', roles: OWNERS } as const;

/** Booking fees, and what an owner says against one. */
export const feeRoutes = {
  listFees: {
    method: 'GET',
    at: at('/fees'),
    summary: 'Booking fees with their evidence, the latest first',
    access: ownersOnly,
    path: ofBusiness,
    query: pageOfFees,
    status: 200,
    answer: pageOf(FeeShape),
    refuses: ['cursor_invalid'],
  },
  contestFee: {
    method: 'POST',
    at: at('/fees/{feeId}/contest'),
    summary:
      'Say that a booking fee is not due, once: it is given back by a rule, within the allowance of the month, or as an operator decides',
    access: ownersOnly,
    path: ofBusiness.extend({ feeId: FeeId }),
    body: z.strictObject({ reason: z.enum(CONTEST_REASONS), words: words(1000).optional() }),
    status: 200,
    answer: FeeShape,
    refuses: [
      'fee_not_found',
      'already_contested',
      'fee_waived',
      'fee_given_back',
      'fee_disputed',
      'contest_too_late',
      'business_closing',
    ],
  },
} as const satisfies RouteTable;
