import type { CancelReason } from '../../contracts/api/appointments.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { cellsOf } from '../schedule/quarters.ts';
import { type Appointment, cancelledFrom } from './appointment.ts';
import { type ChangeRequest, checkChangeable, overtaken, read } from './change-wanted.ts';
import type { Appointments } from './ports.ts';

export type CancellingDeps = {
  readonly settings: Pick<Settings, 'find'>;
  readonly appointments: Pick<Appointments, 'find' | 'cancel'>;
};

export type CancellingRequest = ChangeRequest & { readonly reason?: CancelReason | undefined };

/**
 * Cancels an appointment that has not begun, whoever booked it, and frees its time with it. A fee that it costs stays owed:
 * nobody calls off what they have to pay for.
 *
 * Refuses with `appointment_not_found`, `appointment_cancelled`, `appointment_past`, `changed_meanwhile`.
 */
export const cancelAppointment =
  ({ settings, appointments }: CancellingDeps) =>
  async (request: CancellingRequest): Promise<Appointment> => {
    const { businessId, by, reason, nowMs } = request;
    const [business, from] = await Promise.all([settings.find(businessId), read(appointments, request)]);
    if (!business) throw new Refusal('business_not_found');
    checkChangeable(from, request);
    const at = new Date(nowMs).toISOString();
    const cells = cellsOf(Date.parse(from.startsAt), from.durationMinutes, business.dayOffsetMinutes);
    const word = { by, because: reason };
    if (await appointments.cancel(from, cells, at, word)) return cancelledFrom(from, at, word);
    throw overtaken(await read(appointments, request));
  };
