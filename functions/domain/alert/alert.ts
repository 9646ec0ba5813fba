import type { AlertRequested } from '../../contracts/events.ts';
import type { AlertId, AppointmentId, BusinessId } from '../../contracts/ids.ts';
import { type Appointment, correlationOf } from '../appointment/appointment.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Email } from '../email/email.ts';

/** `suppressed`: not sent on purpose, by us or by the vendor. `uncertain`: nobody can tell whether it went out. */
export type AlertState =
  | 'requested'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'failed'
  | 'suppressed'
  | 'uncertain';

/** What tells the owner of a new appointment: one an appointment. */
export type Alert = {
  readonly v: 1;
  readonly id: AlertId;
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  /** The call that led to it. */
  readonly correlationId?: string | undefined;
  readonly kind: 'booking';
  readonly state: AlertState;
  /** Rises with every change: a worker that lost its claim can write nothing. */
  readonly epoch: number;
  readonly requestedAt: string;
  /** ISO instant before which nothing is to be done; absent once nothing more is to be done. */
  readonly dueAt?: string | undefined;

  /** Written once and sent as it is every time, because a key repeats only the same e-mail. */
  readonly email?: Email | undefined;
  /** ISO instant of the live claim. */
  readonly claimedAt?: string | undefined;
  /** ISO instant since which the vendor may have it under our key. */
  readonly unknownSince?: string | undefined;
  /** How often it could not be sent: what the back-off is counted by. */
  readonly postponements: number;

  /** The vendor's id of the e-mail. */
  readonly emailId?: string | undefined;
  readonly report?: AlertReport | undefined;
  readonly sentAt?: string | undefined;
  /** ISO instant at which it came to the state it is in, once that is settled. */
  readonly settledAt?: string | undefined;
  /** Why it failed, bounced or was suppressed. */
  readonly because?: string | undefined;
};

/** The furthest thing the vendor has said of the e-mail. */
export type AlertReport = {
  readonly status: string;
  /** 1: on its way; 2: arrived or not; 3: what its reader did about it. */
  readonly rank: 1 | 2 | 3;
  /** ISO instant at which it happened there. */
  readonly at: string;
};

export type AlertPlace = Pick<Alert, 'id' | 'businessId' | 'appointmentId'>;

export const isSettled = (alert: Alert): boolean => alert.state !== 'requested' && alert.state !== 'sending';

/** Why it is suppressed where its owner has chosen not to hear of it. */
export const NOT_WANTED = 'not_wanted';

/** Whether the owner did not hear of it, or will not of the next one, because of the address that we have. */
export const isUnheard = ({ state, because }: Alert): boolean =>
  state === 'bounced' ||
  state === 'complained' ||
  (state === 'suppressed' && because !== 'appointment_cancelled' && because !== NOT_WANTED);

export const bookingAlert = (ids: DerivedIds, appointment: Appointment, at: string): Alert => ({
  v: 1,
  id: ids.bookingAlert(appointment.id),
  businessId: appointment.businessId,
  appointmentId: appointment.id,
  correlationId: correlationOf(appointment),
  kind: 'booking',
  state: 'requested',
  epoch: 0,
  requestedAt: at,
  dueAt: at,
  postponements: 0,
});

export const alertRequested = (ids: DerivedIds, alert: Alert): AlertRequested => ({
  v: 1,
  id: ids.event('alert.requested', alert.id),
  name: 'alert.requested',
  businessId: alert.businessId,
  appointmentId: alert.appointmentId,
  alertId: alert.id,
  at: alert.requestedAt,
  correlationId: alert.correlationId,
});

/** The vendor does an e-mail once under this. */
export const sendingKey = (alert: Alert): string => `booking-alert/${alert.id}`;
