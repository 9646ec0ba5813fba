import * as z from 'zod/mini';
import type { BusinessId, CallId } from './ids.ts';

/**
 * What the agent may send in the middle of a call. Strict: a field we do not know is refused by name, so that nothing a
 * model invents (a business, a recipient, a price) can be mistaken for something we read.
 */
const localDate = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/),
  z.refine((date) => {
    const at = new Date(`${date}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  }, 'not a date'),
);
/** Half a surrogate pair is legal JSON and no text: tables and vendors refuse it. */
const wellFormed = z.overwrite<string>((text) => text.toWellFormed());
const words = (longest: number) =>
  z.string().check(wellFormed, z.trim(), z.minLength(1), z.maxLength(longest));

export const PartOfDay = z.enum(['morning', 'afternoon', 'evening']);
export type PartOfDay = z.infer<typeof PartOfDay>;

export const LookupAvailabilityArguments = z.strictObject({
  service: words(80),
  date_from: z.optional(localDate),
  date_to: z.optional(localDate),
  part_of_day: z.optional(PartOfDay),
  /** Wall time at the business, `HH:MM`. */
  time: z.optional(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))),
});
export type LookupAvailabilityArguments = z.infer<typeof LookupAvailabilityArguments>;

export const BookAppointmentArguments = z.strictObject({
  slot_id: words(64),
  service: words(80),
  customer_name: words(120),
  customer_phone: words(40),
  address: z.optional(words(240)),
  notes: z.optional(words(1000)),
  sms_consent: z.optional(z.boolean()),
});
export type BookAppointmentArguments = z.infer<typeof BookAppointmentArguments>;

/** No number: a text goes to the customer of the appointment and to nobody else. */
export const SendBookingSmsArguments = z.strictObject({ booking_id: words(64) });
export type SendBookingSmsArguments = z.infer<typeof SendBookingSmsArguments>;

/** A time the agent may book, by this id, in this call. */
export type Slot = {
  readonly slot_id: string;
  /** `Tuesday, November 24 at 9 AM`, in the business's zone. */
  readonly local: string;
  /** ISO instant, UTC. */
  readonly starts_at: string;
};

/** A signed request of the agent in the middle of a call. */
export type ToolRequest<Arguments> = {
  /** From our own URL; what the body says of agent and number must match its configuration. */
  readonly businessId: BusinessId;
  readonly call: {
    readonly id: CallId;
    /** Made in a browser to try the agent out, not by a caller on the telephone. */
    readonly isTest: boolean;
    readonly agentId: string;
    /** The number called; browser calls have none. */
    readonly number: string | undefined;
    readonly from: string | undefined;
    readonly startedAtMs: number | undefined;
  };
  readonly toolCallId: string | undefined;
  /** Index of the last transcript entry before this call. */
  readonly transcriptTurn: number | undefined;
  readonly wish: Arguments;
  readonly nowMs: number;
  /** Takes down for the log what was found and done: ids, codes, counts and instants, nothing that a person said. */
  readonly note?: ((facts: Readonly<Record<string, unknown>>) => void) | undefined;
};

/** What the model gets: `say` is for the caller, the rest for the next tool call. */
export type ToolAnswer = { readonly ok: boolean; readonly say: string } & Readonly<Record<string, unknown>>;
