import type { AppointmentBooked, AppointmentCancelled } from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, CallId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';

export type Appointment = {
  readonly v: 1;
  readonly id: AppointmentId;
  readonly businessId: BusinessId;
  readonly callId: CallId;
  readonly status: 'booked' | 'cancelled';
  /** Rises with every change; what frees a slot or confirms a time names the version it means. */
  readonly version: number;
  readonly attempt: number;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly durationMinutes: number;
  readonly crewId: string;
  /** ISO instant, UTC. */
  readonly startsAt: string;
  /** The zone and wall time in which it was promised. */
  readonly zone: string;
  /** `YYYY-MM-DDTHH:MM`. */
  readonly localStart: string;
  readonly customer: {
    readonly name: string;
    /** E.164. */
    readonly phone: string;
    readonly address?: string | undefined;
    readonly notes?: string | undefined;
  };
  /** false: the caller said no to texts in this call. */
  readonly textConsent: boolean;
  /** Six letters and digits that the agent can say. */
  readonly confirmationCode: string;
  readonly bookedAt: string;
  readonly cancelledAt?: string | undefined;
};

export const isLive = (appointment: Appointment): boolean => appointment.status === 'booked';

export const appointmentBooked = (ids: DerivedIds, appointment: Appointment): AppointmentBooked => ({
  v: 1,
  id: ids.event('appointment.booked', appointment.id, appointment.version),
  name: 'appointment.booked',
  businessId: appointment.businessId,
  appointmentId: appointment.id,
  at: appointment.bookedAt,
  correlationId: appointment.callId,
});

export const appointmentCancelled = (
  ids: DerivedIds,
  appointment: Appointment,
  at: string,
): AppointmentCancelled => ({
  v: 1,
  id: ids.event('appointment.cancelled', appointment.id, appointment.version),
  name: 'appointment.cancelled',
  businessId: appointment.businessId,
  appointmentId: appointment.id,
  at,
  correlationId: appointment.callId,
});
