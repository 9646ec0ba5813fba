import { Refusal } from '../errors.ts';
import type { VendorEvents } from '../vendor-event/ports.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Alert } from './alert.ts';
import { stopOf } from './email-stop.ts';
import type { Alerts, EmailPurpose, EmailStops } from './ports.ts';
import { type EmailStatus, reported } from './report.ts';

/** What the vendor tells of an e-mail of ours. Facts come repeatedly, late and in any order. */
export type EmailReport = {
  readonly kind: 'email-report';
  readonly occasion: VendorEvent;
  readonly email: EmailStatus;
  readonly purpose: EmailPurpose;
};

export type TrackEmailDeps = {
  readonly alerts: Pick<Alerts, 'find' | 'move'>;
  readonly stops: Pick<EmailStops, 'stop'>;
  readonly events: VendorEvents;
  readonly clock: { now(): number };
};

const MOST_READINGS = 10;

/**
 * Moves an alert towards its end by what the vendor says of its e-mail, once per event, and stops e-mail to an address
 * that is not there or does not want it. An e-mail that is none of our alerts' is remembered only.
 * Refuses with `busy_try_again` when others kept writing.
 */
export const trackEmail = (deps: TrackEmailDeps) => {
  /** The address is the one that we wrote to: an event is not asked whose it is. */
  const heed = async (alert: Alert, email: EmailStatus): Promise<void> => {
    const stop = stopOf(email);
    if (!stop || !alert.email || (alert.emailId ?? email.emailId) !== email.emailId) return;
    await deps.stops.stop(alert.businessId, alert.email.to, stop);
  };

  return async ({ occasion, email, purpose }: EmailReport): Promise<void> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const alert = await deps.alerts.find({ ...purpose, id: purpose.alertId });
      if (alert) await heed(alert, email);
      const moved = alert && reported(alert, email, deps.clock.now());
      if (!alert || !moved) return deps.events.remember(occasion);
      if ((await deps.alerts.move(alert, moved, occasion)) !== 'changed') return;
    }
    throw new Refusal('busy_try_again', { eventId: occasion.eventId });
  };
};
