import * as z from 'zod';
import { AppointmentId } from '../ids.ts';
import { FreeTime } from './appointments.ts';
import { ANY_ROLE, type RouteTable } from './route.ts';
import { givenInstant, instant, ofBusiness } from './shapes.ts';

/** Why callers are not offered a time. */
const NOT_OFFERED = [
  'past',
  'notice',
  'horizon',
  'closed_that_day',
  'outside_hours',
  'does_not_fit',
  'off_grid',
  'taken',
] as const;
export type NotOffered = (typeof NOT_OFFERED)[number];

const Reason = z
  .object({
    code: z.enum(NOT_OFFERED).meta({
      description:
        '`past`; `notice` and `horizon`: too soon, too far ahead; `closed_that_day`, `outside_hours`: by the opening hours; `does_not_fit`: it would go on after closing; `off_grid`: none of the starts that are offered; `taken`: of everybody who may do it, one reason each',
    }),
    earliest: instant.optional().meta({ description: 'Of `notice`: when offers begin' }),
    noticeMinutes: z.number().int().optional(),
    latest: instant.optional().meta({ description: 'Of `horizon`: when offers end' }),
    horizonDays: z.number().int().optional(),
    date: z.string().optional().meta({ description: 'Of hours: by its own clock' }),
    openings: z
      .array(z.object({ opens: instant, closes: instant }))
      .optional()
      .meta({ description: 'Of `outside_hours`: when it is open on that date' }),
    closes: instant.optional().meta({ description: 'Of `does_not_fit`' }),
    durationMinutes: z.number().int().optional(),
    startEveryMinutes: z.number().int().optional(),
    crewId: z.string().optional().meta({ description: 'Of `taken`: whose time' }),
    appointmentIds: z
      .array(AppointmentId)
      .optional()
      .meta({ description: 'Of `taken`: by which; none: by something outside' }),
  })
  .meta({ id: 'ReasonNotOffered' });

export const explanationRoutes = {
  explainTime: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/free-times/explanation',
    summary: 'Why callers are offered a time, or for which reasons they are not',
    access: { who: 'member', roles: ANY_ROLE },
    path: ofBusiness,
    query: z.strictObject({
      serviceId: z.string().min(1).max(40),
      start: givenInstant,
      crewId: z
        .string()
        .regex(/^[a-z]{1,2}$/)
        .optional(),
    }),
    status: 200,
    answer: z
      .object({
        start: instant,
        localStart: z.string(),
        serviceId: z.string(),
        isOffered: z.boolean().meta({ description: 'true: there are no reasons' }),
        reasons: z.array(Reason).meta({ description: 'All that apply' }),
        nearest: z
          .object({ before: FreeTime.optional(), after: FreeTime.optional() })
          .meta({ description: 'Offered times, at most a week before and after' }),
      })
      .meta({ id: 'ExplainedTime' }),
    refuses: ['unknown_service'],
  },
} as const satisfies RouteTable;
