import * as z from 'zod';
import { AppointmentId, CallId, TextId } from '../ids.ts';
import { TEXT_STATES } from '../text-states.ts';
import { givenInstant, instant, paging } from './shapes.ts';

/** Of a list by time: from and until, both ISO instants, the second one excluded. */
export const span = { from: givenInstant.optional(), until: givenInstant.optional() };
export const isOrdered = ({ from, until }: { from?: string | undefined; until?: string | undefined }) =>
  from === undefined || until === undefined || from < until;

/** What a page of a list by time is asked for by, and which of its rows are wanted: a page may then have fewer, or none. */
export const pageBy = <Wanted extends z.core.$ZodLooseShape>(wanted: Wanted) =>
  z
    .strictObject({ ...paging, ...span, ...wanted })
    .refine((asked) => isOrdered(asked as Parameters<typeof isOrdered>[0]), {
      path: ['from'],
      message: 'before `until`',
    })
    .refine((asked) => isOrdered(asked as Parameters<typeof isOrdered>[0]), {
      path: ['until'],
      message: 'after `from`',
    });

export const page = pageBy({});

/** So many rows of a page are looked at; those that are not wanted are left out of it. */
const wantedOnly = 'Only these: a page may have fewer than `limit`, or none, and still a `next`';

export const pageOfAppointments = pageBy({
  state: z.enum(['booked', 'cancelled']).optional().meta({ description: wantedOnly }),
});
export const pageOfFees = pageBy({
  state: z
    .enum(['owed', 'charged', 'declined', 'waived', 'given_back'])
    .optional()
    .meta({
      description: `${wantedOnly}. \`given_back\`: of which something went back, whatever their state`,
    }),
});
export const pageOfTexts = pageBy({
  state: z.enum(TEXT_STATES).optional().meta({ description: wantedOnly }),
});

export const CallShape = z
  .object({
    id: CallId,
    from: z.string().optional(),
    number: z.string().optional(),
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    heardOfEndAt: instant.optional().meta({
      description: 'When we heard that it is over: all that is known of the time of one that never connected',
    }),
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

export const TextShape = z
  .object({
    id: TextId,
    kind: z.enum(['confirmation', 'reply']),
    about: z.enum(['booking', 'new_time']).optional().meta({
      description:
        'Of a confirmation: the appointment as it was booked, or another time that it was moved to',
    }),
    state: z.enum(TEXT_STATES),
    appointmentId: z.optional(AppointmentId),
    to: z.string().optional(),
    body: z.string().optional(),
    requestedAt: instant.meta({ description: 'When it was asked for, which lists of texts go by' }),
    sentAt: instant.optional(),
    settledAt: instant.optional().meta({ description: 'When it came to the state that it is in' }),
    suppressedBecause: z.string().optional(),
    failedBecause: z.string().optional(),
  })
  .meta({ id: 'Text' });
