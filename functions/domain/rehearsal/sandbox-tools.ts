import type * as z from 'zod/mini';
import { faultyFields } from '../../contracts/faulty-fields.ts';
import { AppointmentId, type BusinessId, type CallId } from '../../contracts/ids.ts';
import {
  BookAppointmentArguments,
  LookupAvailabilityArguments,
  SendBookingSmsArguments,
  type ToolAnswer,
  type ToolRequest,
} from '../../contracts/tools.ts';
import { answerBooking } from '../agent/answer-booking.ts';
import { answerLookup } from '../agent/answer-lookup.ts';
import { SAY_NOT_YET, SAY_TEXTING } from '../agent/answer-text-request.ts';
import { checkInService } from '../agent/check-in-service.ts';
import type { BookingDeps } from '../appointment/book-appointment.ts';
import type { Business } from '../business/business.ts';
import { Refusal, type RefusalCode } from '../errors.ts';
import { OFFER_STEP_MS, REMEMBERED_STEPS } from '../schedule/offer.ts';
import type { Schedules } from '../schedule/ports.ts';
import { mayText } from '../text/clearance.ts';
import type { RehearsedToolUse } from './ports.ts';
import { openSandbox } from './sandbox.ts';

export type SandboxDeps = Pick<BookingDeps, 'by' | 'offerKeys'> & {
  readonly schedules: Schedules;
  /** What is said to a caller where it is refused. */
  readonly sayRefused: (code: RefusalCode) => string;
};

/** Each is a look at the real calendar; nobody rehearses more in one conversation. */
const MOST_BOOKINGS = 10;

type Asked = Pick<RehearsedToolUse, 'name' | 'asked'>;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const understood = <Schema extends z.ZodMiniType>(schema: Schema, asked: string): z.output<Schema> => {
  const wish = schema.safeParse(parsed(asked));
  if (!wish.success) throw new Refusal('invalid_arguments', { fields: faultyFields(wish.error) });
  return wish.data;
};

const isAgreed = (answered: string): boolean => {
  const answer = parsed(answered);
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
};

/** No call of Retell's is named so: an offer that is made here can be booked nowhere else. */
const callIn = (businessId: BusinessId): CallId => `rehearsal_${businessId}` as CallId;

/**
 * The agent's tools by the rules of the real ones, on a calendar that nobody else sees: no row is written, no text sent and no
 * fee made. `before`: what was used in this rehearsal, which is booked again, on that calendar.
 */
export const sandboxTools = async (
  deps: SandboxDeps,
  business: Business,
  before: readonly RehearsedToolUse[],
  nowMs: number,
): Promise<(asked: Asked) => Promise<ToolAnswer>> => {
  const sandbox = openSandbox(deps.schedules);
  const businesses = { find: async () => business };
  const means = { ...sandbox, businesses, by: deps.by, offerKeys: deps.offerKeys };
  const lookup = answerLookup(means);
  const book = answerBooking(means);

  const request = <Wish>(wish: Wish, atMs: number): ToolRequest<Wish> => ({
    businessId: business.id,
    call: {
      id: callIn(business.id),
      isTest: true,
      agentId: business.agentIds[0] ?? '',
      number: undefined,
      from: undefined,
      startedAtMs: atMs,
    },
    toolCallId: undefined,
    transcriptTurn: undefined,
    wish,
    nowMs: atMs,
  });

  const text = async (wish: SendBookingSmsArguments): Promise<ToolAnswer> => {
    checkInService(business, nowMs);
    const id = AppointmentId.safeParse(wish.booking_id);
    const booking = id.success && (await sandbox.appointments.find(business.id, id.data));
    if (!booking) throw new Refusal('appointment_not_found');
    // Carriers that do not know the business yet would block it: it hears that before its callers do.
    if (!mayText(business)) return { ok: false, code: 'vendor_refused', say: SAY_NOT_YET };
    return { ok: true, queued: true, say: SAY_TEXTING };
  };

  const run = async ({ name, asked }: Asked, atMs: number): Promise<ToolAnswer> => {
    if (name === 'lookup_availability')
      return lookup(request(understood(LookupAvailabilityArguments, asked), atMs));
    if (name === 'book_appointment') return book(request(understood(BookAppointmentArguments, asked), atMs));
    return text(understood(SendBookingSmsArguments, asked));
  };

  const answer = async (asked: Asked, atMs = nowMs): Promise<ToolAnswer> => {
    try {
      return await run(asked, atMs);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, code: error.code, say: deps.sayRefused(error.code), ...error.facts };
    }
  };

  /** What was booked stays booked when its offer has run out: it is booked again as of a time at which that was good. */
  const bookAgain = async (use: RehearsedToolUse): Promise<void> => {
    for (let steps = 0; steps < REMEMBERED_STEPS; steps += 1) {
      const { code } = await answer(use, nowMs - steps * OFFER_STEP_MS);
      if (code !== 'offer_expired') return;
    }
  };

  const booked = before.filter(({ name, answered }) => name === 'book_appointment' && isAgreed(answered));
  for (const use of booked.slice(-MOST_BOOKINGS)) await bookAgain(use);
  return (asked) => answer(asked);
};
