import type { PersonId } from '../../contracts/api/people.ts';
import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { type Appointment, isLive } from './appointment.ts';
import type { Appointments } from './ports.ts';

export type ChangeRequest = {
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  /** As it was read: who changes something has to have seen it. */
  readonly version: number;
  readonly by: PersonId;
  readonly nowMs: number;
};

/** As it stands now. Refuses with `appointment_not_found`. */
export const read = async (
  appointments: Pick<Appointments, 'find'>,
  { businessId, appointmentId }: Pick<ChangeRequest, 'businessId' | 'appointmentId'>,
): Promise<Appointment> => {
  const appointment = await appointments.find(businessId, appointmentId);
  if (!appointment) throw new Refusal('appointment_not_found');
  return appointment;
};

/** Refuses what is no more to be changed, or is not as it was read. */
export const checkChangeable = (
  appointment: Appointment,
  { version, nowMs }: Pick<ChangeRequest, 'version' | 'nowMs'>,
): void => {
  if (!isLive(appointment)) throw new Refusal('appointment_cancelled');
  if (appointment.version !== version) throw new Refusal('changed_meanwhile');
  // What has begun has happened, and the day that it is on will be gone in a while.
  if (Date.parse(appointment.startsAt) <= nowMs) throw new Refusal('appointment_past');
};

/** Why a change that was allowed a moment ago was not made. */
export const overtaken = (now: Appointment): Refusal =>
  new Refusal(isLive(now) ? 'changed_meanwhile' : 'appointment_cancelled');
