import * as z from 'zod';
import { AppointmentId, CallId, TextId } from '../ids.ts';
import { givenInstant, instant, paging } from './shapes.ts';

/** Of a list by time: from and until, both ISO instants, the second one excluded. */
export const span = { from: givenInstant.optional(), until: givenInstant.optional() };
export const isOrdered = ({ from, until }: { from?: string | undefined; until?: string | undefined }) =>
  from === undefined || until === undefined || from < until;

/** What a page of a list by time is asked for by. */
export const page = z
  .strictObject({ ...paging, ...span })
  .refine(isOrdered, { path: ['from'], message: 'before `until`' })
  .refine(isOrdered, { path: ['until'], message: 'after `from`' });

export const CallShape = z
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

export const TextShape = z
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
