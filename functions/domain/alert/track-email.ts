import { Refusal } from '../errors.ts';
import type { VendorEvents } from '../vendor-event/ports.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Alerts, EmailPurpose } from './ports.ts';
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
  readonly events: VendorEvents;
  readonly clock: { now(): number };
};

const MOST_READINGS = 10;

/**
 * Moves an alert towards its end by what the vendor says of its e-mail, once per event.
 * Refuses with `busy_try_again` when others kept writing.
 */
export const trackEmail =
  (deps: TrackEmailDeps) =>
  async ({ occasion, email, purpose }: EmailReport): Promise<void> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const alert = await deps.alerts.find({ ...purpose, id: purpose.alertId });
      const moved = alert && reported(alert, email, deps.clock.now());
      if (!alert || !moved) return deps.events.remember(occasion);
      if ((await deps.alerts.move(alert, moved, occasion)) !== 'changed') return;
    }
    throw new Refusal('busy_try_again', { eventId: occasion.eventId });
  };
