import type { CancelReason } from '../../contracts/api/appointments.ts';
import type { PersonId } from '../../contracts/api/people.ts';
import type { AppointmentBooked, AppointmentCancelled, AppointmentMoved } from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, CallId } from '../../contracts/ids.ts';
import type { Derivation, DerivedIds } from '../derived-ids.ts';

export type Appointment = {
  readonly v: 1;
  readonly id: AppointmentId;
  readonly businessId: BusinessId;
  /** The call in which it was booked; absent where somebody of the business made it. */
  readonly callId?: CallId | undefined;
  /** Who of the business made it: then it costs no fee. */
  readonly madeBy?: PersonId | undefined;
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
  /** false: the caller said no to texts in this call, or nobody called and nothing is known of the customer's will. */
  readonly textConsent: boolean;
  /** The agent noted a yes of the caller to texts. Absent where it noted a no or nothing, and before this was kept. */
  readonly textAgreed?: true | undefined;
  /** Six letters and digits that the agent can say. */
  readonly confirmationCode: string;
  readonly bookedAt: string;
  /** What it was booked for, once it is moved: its id, its fee and the bill of that are made of it. */
  readonly bookedFor?: { readonly startsAt: string; readonly zone: string } | undefined;
  readonly movedAt?: string | undefined;
  /** Stands for the request that moved it last: a repeat is recognised by it. */
  readonly movedUnder?: string | undefined;
  readonly cancelledAt?: string | undefined;
  /** Who of the business cancelled it; absent where the customer did. */
  readonly cancelledBy?: PersonId | undefined;
  readonly cancelledBecause?: CancelReason | undefined;
};

const CODE_LENGTH = 6;

/** The code that the agent says of an appointment and a text repeats. */
export const codeFor = (by: Pick<Derivation, 'digest'>, id: AppointmentId): string =>
  by.digest('code', id).slice(0, CODE_LENGTH).toUpperCase();

/** What was booked, whatever became of it: instant and zone. */
export const bookedFor = ({
  bookedFor: was,
  startsAt,
  zone,
}: Pick<Appointment, 'bookedFor' | 'startsAt' | 'zone'>) => was ?? { startsAt, zone };

/** What all that follows from it belongs to in logs. */
export const correlationOf = ({ callId, id }: Pick<Appointment, 'callId' | 'id'>): string => callId ?? id;

export const isLive = (appointment: Appointment): boolean => appointment.status === 'booked';

/** In milliseconds since 1970. */
export const endsAtMs = ({
  startsAt,
  durationMinutes,
}: Pick<Appointment, 'startsAt' | 'durationMinutes'>): number =>
  Date.parse(startsAt) + durationMinutes * 60_000;

/** The customer thought better of it. What a business cancels itself was booked for it all the same. */
export const isCalledOffByCustomer = ({ status, cancelledBy }: Appointment): boolean =>
  status === 'cancelled' && cancelledBy === undefined;

export const cancelledFrom = (
  appointment: Appointment,
  at: string,
  { by, because }: { readonly by?: PersonId | undefined; readonly because?: CancelReason | undefined } = {},
): Appointment => ({
  ...appointment,
  status: 'cancelled',
  version: appointment.version + 1,
  cancelledAt: at,
  ...(by && { cancelledBy: by }),
  ...(because && { cancelledBecause: because }),
});

export const appointmentBooked = (ids: DerivedIds, appointment: Appointment): AppointmentBooked => ({
  v: 1,
  id: ids.event('appointment.booked', appointment.id, appointment.version),
  name: 'appointment.booked',
  businessId: appointment.businessId,
  appointmentId: appointment.id,
  at: appointment.bookedAt,
  correlationId: correlationOf(appointment),
});

export const appointmentMoved = (
  ids: DerivedIds,
  appointment: Appointment,
  at: string,
): AppointmentMoved => ({
  v: 1,
  id: ids.event('appointment.moved', appointment.id, appointment.version),
  name: 'appointment.moved',
  businessId: appointment.businessId,
  appointmentId: appointment.id,
  at,
  correlationId: correlationOf(appointment),
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
  correlationId: correlationOf(appointment),
});
