import * as z from 'zod';
import { AppointmentId, CallId, FeeId, TextId } from '../ids.ts';
import { AppointmentShape, appointmentRoutes } from './appointments.ts';
import {
  BusinessShape,
  crewsField,
  greetingField,
  hoursField,
  notificationsField,
  ownerFields,
  profileFields,
  servicesField,
} from './business-shapes.ts';
import { ANY_ROLE, OWNERS, type RouteTable } from './route.ts';
import { givenInstant, instant, ofBusiness, pageOf, paging } from './shapes.ts';

const anyMember = { who: 'member', roles: ANY_ROLE } as const;
const ownersOnly = { who: 'member', roles: OWNERS } as const;

/** Of a list by time: from and until, both ISO instants, the second one excluded. */
const span = { from: givenInstant.optional(), until: givenInstant.optional() };
const isOrdered = ({ from, until }: { from?: string | undefined; until?: string | undefined }) =>
  from === undefined || until === undefined || from < until;
const page = z
  .strictObject({ ...paging, ...span })
  .refine(isOrdered, { path: ['from'], message: 'before `until`' })
  .refine(isOrdered, { path: ['until'], message: 'after `from`' });

const CallShape = z
  .object({
    id: CallId,
    from: z.string().optional(),
    number: z.string().optional(),
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    durationMs: z.number().int().optional(),
    outcome: z.string().optional(),
    outcomeCode: z.string().optional(),
    summary: z.string().optional(),
    sentiment: z.string().optional(),
    disconnectionReason: z.string().optional(),
    appointmentIds: z.array(AppointmentId).optional(),
    costMicros: z.number().int().optional(),
  })
  .meta({ id: 'Call' });

const FeeShape = z
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
  })
  .meta({ id: 'Fee' });

const TextShape = z
  .object({
    id: TextId,
    kind: z.enum(['confirmation', 'reply']),
    state: z.enum(['requested', 'sending', 'sent', 'delivered', 'failed', 'suppressed', 'uncertain']),
    appointmentId: z.optional(AppointmentId),
    to: z.string().optional(),
    body: z.string().optional(),
    requestedAt: instant,
    sentAt: instant.optional(),
    settledAt: instant.optional(),
    suppressedBecause: z.string().optional(),
    failedBecause: z.string().optional(),
  })
  .meta({ id: 'Text' });

const AuditShape = z
  .object({
    id: z.string(),
    at: instant,
    what: z.string(),
    subject: z.string(),
    appointmentId: z.optional(AppointmentId),
    from: z.string().optional(),
    to: z.string().optional(),
    actor: z.string(),
    cause: z.string().optional(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional()).optional(),
  })
  .meta({ id: 'AuditEntry' });

const at = <Rest extends string>(rest: Rest) => `/v1/businesses/{businessId}${rest}` as const;

/** What members of a business read and change of it. */
export const ownerRoutes = {
  showBusiness: {
    method: 'GET',
    at: at(''),
    summary: 'The business and its settings',
    access: anyMember,
    path: ofBusiness,
    status: 200,
    answer: BusinessShape,
    refuses: [],
  },
  changeBusiness: {
    method: 'PATCH',
    at: at(''),
    summary: 'Change settings; what is left out stays',
    access: ownersOnly,
    path: ofBusiness,
    body: z
      .strictObject({
        ...profileFields,
        owner: z.strictObject(ownerFields),
        hours: hoursField,
        services: servicesField,
        crews: crewsField,
        startEveryMinutes: z.number().int().min(15).max(480).multipleOf(15),
        noticeMinutes: z.number().int().min(0).max(43_200),
        horizonDays: z.number().int().min(1).max(365),
        greeting: greetingField,
        notifications: notificationsField,
      })
      .partial()
      .extend({ settingsVersion: z.number().int().min(0) }),
    status: 200,
    answer: BusinessShape,
    refuses: ['changed_meanwhile'],
  },
  listCalls: {
    method: 'GET',
    at: at('/calls'),
    summary: 'Calls, the latest first',
    access: anyMember,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(CallShape),
    refuses: ['cursor_invalid'],
  },
  showCall: {
    method: 'GET',
    at: at('/calls/{callId}'),
    summary: 'A call with its transcript',
    access: anyMember,
    path: ofBusiness.extend({ callId: CallId }),
    status: 200,
    answer: CallShape.extend({ transcript: z.string().optional() }).meta({ id: 'CallWithTranscript' }),
    refuses: ['call_not_found'],
  },
  listAppointments: {
    method: 'GET',
    at: at('/appointments'),
    summary: 'Appointments by when they begin, the earliest first',
    access: anyMember,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(AppointmentShape),
    refuses: ['cursor_invalid'],
  },
  showAppointment: {
    method: 'GET',
    at: at('/appointments/{appointmentId}'),
    summary: 'An appointment with its fee and its texts',
    access: anyMember,
    path: ofBusiness.extend({ appointmentId: AppointmentId }),
    status: 200,
    answer: z.object({
      appointment: AppointmentShape,
      fee: FeeShape.optional(),
      texts: z.array(TextShape),
    }),
    refuses: ['appointment_not_found'],
  },
  ...appointmentRoutes,
  listFees: {
    method: 'GET',
    at: at('/fees'),
    summary: 'Booking fees with their evidence, the latest first',
    access: ownersOnly,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(FeeShape),
    refuses: ['cursor_invalid'],
  },
  listTexts: {
    method: 'GET',
    at: at('/texts'),
    summary: 'Texts that we sent or did not send, the latest first',
    access: anyMember,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(TextShape),
    refuses: ['cursor_invalid'],
  },
  listAudit: {
    method: 'GET',
    at: at('/audit'),
    summary: 'What was decided, by whom, the latest first',
    access: ownersOnly,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(AuditShape),
    refuses: ['cursor_invalid'],
  },
} as const satisfies RouteTable;
