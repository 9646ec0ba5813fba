import * as z from 'zod/mini';
import { AppointmentId, type BusinessId, type CallId } from '../../contracts/ids.ts';
import { BookAppointmentArguments } from '../../contracts/tools.ts';
import { bookingsOfCall } from '../appointment/bookings-of-call.ts';
import type { Appointments } from '../appointment/ports.ts';
import { serviceOf } from '../business/business.ts';
import type { Businesses } from '../business/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { startsNamedBy } from '../schedule/offer.ts';
import type { ToolStep, ToolUse } from './call.ts';

export type ConfirmDeps = {
  readonly businesses: Businesses;
  readonly appointments: Pick<Appointments, 'find'>;
  readonly ids: DerivedIds;
};

const Answer = z.object({
  ok: z.boolean(),
  code: z.optional(z.string()),
  booking_id: z.optional(z.string()),
});

const CODE = /^[a-z_]{1,40}$/;
/** More than a caller has patience for; the row must stay small. */
const MOST_STEPS = 50;

const codeOf = ({ ok, code = '' }: z.infer<typeof Answer>): string =>
  ok ? 'ok' : CODE.test(code) ? code : 'unknown';

/**
 * What became of the tools that were called in a call. That something was booked is believed of our own rows alone: the
 * one that an answer names, of this business and this call, or where the answer was lost on its way, the one that the
 * arguments would have made.
 */
export const confirmTools = (deps: ConfirmDeps) => {
  type Place = { readonly businessId: BusinessId; readonly callId: CallId };

  const named = async ({ businessId, callId }: Place, bookingId: string | undefined) => {
    const id = AppointmentId.safeParse(bookingId);
    const appointment = id.success ? await deps.appointments.find(businessId, id.data) : undefined;
    return appointment?.callId === callId ? appointment.id : undefined;
  };

  const derived = async ({ businessId, callId }: Place, wish: unknown) => {
    const read = BookAppointmentArguments.safeParse(wish);
    const business = read.success ? await deps.businesses.find(businessId) : undefined;
    const service = business && serviceOf(business, read.data?.service ?? '');
    if (!business || !service) return undefined;
    const starts = startsNamedBy(business.zone, read.data?.slot_id ?? '');
    const terms = { businessId, callId, serviceId: service.id };
    let last: AppointmentId | undefined;
    for await (const { id } of bookingsOfCall(deps, terms, starts)) last = id;
    return last;
  };

  const became = async (place: Place, { tool, wish, answer }: ToolStep): Promise<ToolUse> => {
    const read = Answer.safeParse(answer);
    if (tool !== 'book_appointment' || (read.success && !read.data.ok)) {
      return { tool, answer: read.success ? codeOf(read.data) : 'no_answer' };
    }
    const appointmentId = read.success
      ? await named(place, read.data.booking_id)
      : await derived(place, wish);
    if (appointmentId !== undefined) return { tool, answer: 'ok', appointmentId };
    return { tool, answer: read.success ? 'unconfirmed' : 'no_answer' };
  };

  return async (place: Place, steps: readonly ToolStep[]): Promise<readonly ToolUse[]> => {
    const uses: ToolUse[] = [];
    for (const step of steps.slice(-MOST_STEPS)) uses.push(await became(place, step));
    return uses;
  };
};
