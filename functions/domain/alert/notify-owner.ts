import type { AlertRequested, AppointmentBooked } from '../../contracts/events.ts';
import { type Appointment, isLive } from '../appointment/appointment.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Described, Settings } from '../business/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Email, EmailHandover } from '../email/email.ts';
import { Refusal } from '../errors.ts';
import type { Fees } from '../fee/ports.ts';
import { type Alert, bookingAlert, isSettled, sendingKey } from './alert.ts';
import * as step from './alert-steps.ts';
import { bookingEmail } from './booking-email.ts';
import { isWanted } from './notifications.ts';
import type { Alerts, EmailSender, EmailStops } from './ports.ts';

export type NotifyDeps = {
  readonly appointments: Pick<Appointments, 'find'>;
  /** As it stands now: whoever has just said that they do not want it hears no more of it. */
  readonly settings: Pick<Settings, 'find'>;
  readonly fees: Pick<Fees, 'find'>;
  readonly alerts: Alerts;
  readonly stops: Pick<EmailStops, 'find'>;
  readonly emails: EmailSender;
  readonly ids: DerivedIds;
  readonly clock: { now(): number };
};

/** The clocks of two containers and the minute of the due index do not agree to the second. */
const EARLY_MS = 5_000;

/**
 * Tells the owner of a new appointment by e-mail, once, if they want to hear of it when it is sent. Claimed before it is sent; whatever its end, the same e-mail may
 * be sent again under the same key for as long as the vendor remembers keys, and after that never. What cannot be done
 * now is left to the row, which wakes by itself, so the message is acknowledged.
 */
export const notifyOwner = (deps: NotifyDeps) => {
  const { alerts, clock } = deps;

  /** The vendor's own report, or a worker that took over an old claim, may write first: then that stands. */
  const write = async (from: Alert, to: Alert): Promise<Alert> =>
    (await alerts.move(from, to)) === 'moved' ? to : ((await alerts.find(from)) ?? from);

  const businessOf = async ({ businessId }: Alert): Promise<Described> => {
    const business = await deps.settings.find(businessId);
    if (!business) throw new Refusal('business_not_found', { businessId });
    return business;
  };

  const compose = async (business: Described, appointment: Appointment): Promise<Email> =>
    bookingEmail(business, appointment, await deps.fees.find(appointment.businessId, appointment.id));

  const conclude = (alert: Alert, handover: EmailHandover): Promise<Alert> => {
    const now = clock.now();
    switch (handover.kind) {
      case 'accepted':
        return write(alert, step.accepted(alert, handover.emailId, now));
      case 'refused':
        return write(alert, step.failed(alert, handover.code, now));
      default:
        return write(alert, step.postponed(alert, handover.kind === 'unknown', now));
    }
  };

  const handOver = async (alert: Alert, appointment: Appointment): Promise<Alert> => {
    const now = clock.now();
    if (step.isBeyondRepeating(alert, now)) return write(alert, step.uncertain(alert, now));
    if (step.isSurelyUnsent(alert)) {
      if (!isLive(appointment)) return write(alert, step.suppressed(alert, 'appointment_cancelled', now));
      if (step.isNoNews(alert, now)) return write(alert, step.failed(alert, 'vendor_unavailable', now));
    }
    const business = await businessOf(alert);
    if (!isWanted(business.notifications, 'newAppointment', 'email')) {
      return write(alert, step.unwanted(alert, now));
    }
    const email = alert.email ?? (await compose(business, appointment));
    const stop = await deps.stops.find(alert.businessId, email.to);
    if (stop) return write(alert, step.withheld(alert, stop.reason, now));
    const claimed = step.claimed(alert, email, now);
    if ((await alerts.move(alert, claimed)) !== 'moved') return alert;
    const { businessId, appointmentId, id: alertId } = alert;
    const purpose = { businessId, appointmentId, alertId };
    return conclude(claimed, await deps.emails.send(email, purpose, sendingKey(alert)));
  };

  const asked = async (
    event: AppointmentBooked | AlertRequested,
    appointment: Appointment,
  ): Promise<Alert> => {
    if (event.name === 'appointment.booked') {
      return alerts.create(bookingAlert(deps.ids, appointment, new Date(clock.now()).toISOString()));
    }
    const alert = await alerts.find({ ...event, id: event.alertId });
    if (!alert) throw new Refusal('appointment_not_found', { alertId: event.alertId });
    return alert;
  };

  return async (event: AppointmentBooked | AlertRequested): Promise<Alert | 'made_by_them'> => {
    const appointment = await deps.appointments.find(event.businessId, event.appointmentId);
    if (!appointment) {
      throw new Refusal('appointment_not_found', { appointmentId: event.appointmentId });
    }
    // What the business's own people have made is no news to it.
    if (appointment.madeBy !== undefined) return 'made_by_them';
    const alert = await asked(event, appointment);
    const isDue = Date.parse(alert.dueAt ?? alert.requestedAt) <= clock.now() + EARLY_MS;
    return isSettled(alert) || !isDue ? alert : handOver(alert, appointment);
  };
};
