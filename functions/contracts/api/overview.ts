import * as z from 'zod';
import { CallId } from '../ids.ts';
import { AppointmentShape } from './appointments.ts';
import { ANY_ROLE, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

const count = z.number().int().min(0);
const span = { from: instant, until: instant.meta({ description: 'Excluded' }) };

/** Why nobody answers its phone in full. */
const OFF_BECAUSE = ['not_set_up', 'suspended', 'closing', 'unpaid'] as const;
export type OffBecause = (typeof OFF_BECAUSE)[number];

/** What waits for somebody of the business, and whose ids those are. */
const NEEDS = [
  'past_due',
  'fee_declined',
  'text_failed',
  'call_to_return',
  'onboarding_step',
  'onboarding_stuck',
] as const;
export type Need = (typeof NEEDS)[number];

export const overviewRoutes = {
  showOverview: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/overview',
    summary: 'How the business stands now, by its own clock; what concerns money is for owners only',
    access: { who: 'member', roles: ANY_ROLE },
    path: ofBusiness,
    cost: 5,
    status: 200,
    answer: z
      .object({
        at: instant,
        zone: z.string(),
        line: z.object({
          isLive: z.boolean().meta({ description: 'Callers are answered by an agent that books' }),
          because: z.enum(OFF_BECAUSE).optional().meta({ description: 'Why it is not' }),
          number: z.string().optional(),
        }),
        today: z.object({
          date: z.string(),
          ...span,
          calls: count.meta({ description: 'That began today' }),
          answered: count,
          missed: count.meta({ description: 'Over, and never connected: with `answered` all of `calls`' }),
          booked: count.meta({
            description: 'Appointments that the agent booked today, also cancelled ones',
          }),
        }),
        nextAppointments: z
          .array(AppointmentShape)
          .max(5)
          .meta({ description: 'That are not over; cancelled ones left out' }),
        needsYou: z.array(
          z.object({
            kind: z.enum(NEEDS),
            count,
            since: instant.optional().meta({ description: 'Of the oldest, where it is known' }),
            ids: z.array(z.string()).max(20).meta({
              description:
                'The latest first: fees and texts by id, calls by id, steps by name; none for `past_due`',
            }),
            callers: z
              .array(z.object({ callId: CallId, from: z.string(), at: instant.optional() }))
              .max(20)
              .optional()
              .meta({ description: 'Of `call_to_return`: who called, the latest first' }),
          }),
        ),
        monthSoFar: z.object({
          month: z.string().meta({ description: '`YYYY-MM`' }),
          ...span,
          bookings: count.meta({ description: 'By the agent, those that were cancelled later included' }),
          textsSent: count,
          callMinutes: count.meta({ description: 'Of all calls together, rounded up' }),
          feesCents: z.number().int().optional().meta({
            description:
              'Fees of these bookings, less what was given back; waived ones are nothing. Owners only',
          }),
          subscriptionCents: z.number().int().nullable().optional().meta({
            description: 'Paid this month, less what was given back; null: no invoice yet. Owners only',
          }),
        }),
        isComplete: z
          .boolean()
          .meta({ description: 'false: there was more than we count at once; the figures are too low' }),
      })
      .meta({ id: 'Overview' }),
    refuses: [],
  },
} as const satisfies RouteTable;
