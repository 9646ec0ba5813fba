import * as z from 'zod';
import { AppointmentId, CallId } from '../ids.ts';
import { PersonId } from './people.ts';
import { ANY_ROLE, type RouteTable } from './route.ts';
import { givenInstant, instant, ofBusiness, words } from './shapes.ts';

/** Why somebody of the business cancels: a code, because the record names nobody. */
export const CancelReason = z.enum(['customer_asked', 'business_cannot', 'made_by_mistake', 'other']);
export type CancelReason = z.infer<typeof CancelReason>;

export const AppointmentShape = z
  .object({
    id: AppointmentId,
    callId: z.optional(CallId).meta({ description: 'The call in which it was booked, if there was one' }),
    madeBy: PersonId.optional().meta({ description: 'Who of the business made it, if nobody called' }),
    status: z.enum(['booked', 'cancelled']),
    version: z.number().int().meta({ description: 'To be sent with the next change' }),
    serviceId: z.string(),
    serviceName: z.string(),
    durationMinutes: z.number().int(),
    crewId: z.string(),
    startsAt: instant,
    zone: z.string(),
    localStart: z.string(),
    customer: z.object({
      name: z.string(),
      phone: z.string(),
      address: z.string().optional(),
      notes: z.string().optional(),
    }),
    confirmationCode: z.string(),
    bookedAt: instant,
    movedAt: instant.optional(),
    cancelledAt: instant.optional(),
    cancelledBecause: CancelReason.optional(),
  })
  .meta({ id: 'Appointment' });

export const FreeTime = z
  .object({ startsAt: instant, localStart: z.string(), crewId: z.string() })
  .meta({ id: 'FreeTime' });

const isWallTime = (text: string): boolean => {
  const at = new Date(`${text}:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

const crew = z.string().regex(/^[a-z]{1,2}$/);
const localStart = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .refine(isWallTime, 'no such date or time')
  .meta({
    description: "`YYYY-MM-DDTHH:MM` by the business's clock; where that hour comes twice, `startsAt`",
  });
const outsideHours = z
  .boolean()
  .default(false)
  .meta({ description: 'Also when the business is closed. A time that is taken stays taken.' });
const version = z.number().int().min(1).meta({ description: 'As it was read' });

/** When it begins: one of the two. Notice and horizon do not bind who works there. */
const start = { startsAt: givenInstant.optional(), localStart: localStart.optional() };
const isOneOf = (given: { startsAt?: string | undefined; localStart?: string | undefined }) =>
  (given.startsAt === undefined) !== (given.localStart === undefined);
const oneStart = { path: ['startsAt'], message: 'either `startsAt` or `localStart`' };

/** One Query per so many days asked, as the agent's lookup does. */
export const MOST_DAYS_ASKED = 14;
const MOST_MS_ASKED = MOST_DAYS_ASKED * 86_400_000;
const isShort = ({ from, until }: { from: string; until: string }) =>
  Date.parse(until) > Date.parse(from) && Date.parse(until) - Date.parse(from) <= MOST_MS_ASKED;

const shortly = `from \`from\` until \`until\` there are at most ${MOST_DAYS_ASKED} days`;

const member = { who: 'member', roles: ANY_ROLE } as const;
const ofAppointment = ofBusiness.extend({ appointmentId: AppointmentId });
const at = <Rest extends string>(rest: Rest) => `/v1/businesses/{businessId}${rest}` as const;

/** Appointments that people of the business make, move and cancel themselves. None of this costs a booking fee. */
export const appointmentRoutes = {
  listFreeTimes: {
    method: 'GET',
    at: at('/free-times'),
    summary: 'Times within opening hours at which somebody is free for a service, the earliest first',
    access: member,
    path: ofBusiness,
    query: z
      .strictObject({
        service: words(80),
        from: givenInstant,
        until: givenInstant,
        crew: crew.optional(),
        moving: z.optional(AppointmentId).meta({
          description:
            'For this appointment: its own time is free for it, and it stays as long as it was booked for',
        }),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      })
      .refine(isShort, { path: ['from'], message: shortly })
      .refine(isShort, { path: ['until'], message: shortly }),
    status: 200,
    answer: z.object({
      items: z.array(FreeTime),
      hasMore: z.boolean().meta({ description: 'Whether there are more than `limit` times' }),
    }),
    refuses: ['unknown_service', 'appointment_not_found'],
  },
  makeAppointment: {
    method: 'POST',
    at: at('/appointments'),
    summary: 'Make an appointment; it costs no booking fee',
    access: member,
    path: ofBusiness,
    body: z
      .strictObject({
        service: words(80),
        ...start,
        crew: crew.optional(),
        outsideHours,
        customer: z.strictObject({
          name: words(120),
          phone: words(40),
          address: words(240).optional(),
          notes: words(1000).optional(),
        }),
      })
      .refine(isOneOf, oneStart),
    creates: true,
    status: 201,
    answer: AppointmentShape,
    refuses: ['unknown_service', 'invalid_phone', 'time_past', 'outside_hours', 'slot_taken'],
  },
  moveAppointment: {
    method: 'POST',
    at: at('/appointments/{appointmentId}/reschedule'),
    summary: 'Move an appointment to another time or crew member',
    access: member,
    path: ofAppointment,
    body: z
      .strictObject({ ...start, crew: crew.optional(), outsideHours, version })
      .refine(isOneOf, oneStart),
    // Not that it creates anything: but a move whose answer was lost is no longer as it was read.
    creates: true,
    status: 200,
    answer: AppointmentShape,
    refuses: [
      'appointment_not_found',
      'appointment_cancelled',
      'appointment_past',
      'changed_meanwhile',
      'time_past',
      'outside_hours',
      'slot_taken',
    ],
  },
  cancelAppointment: {
    method: 'POST',
    at: at('/appointments/{appointmentId}/cancel'),
    summary: 'Cancel an appointment; its time is free again',
    access: member,
    path: ofAppointment,
    body: z.strictObject({ version, reason: CancelReason.optional() }),
    status: 200,
    answer: AppointmentShape,
    refuses: ['appointment_not_found', 'appointment_cancelled', 'appointment_past', 'changed_meanwhile'],
  },
} as const satisfies RouteTable;
