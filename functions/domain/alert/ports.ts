import type { AlertId, AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { Email, EmailHandover } from '../email/email.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Alert, AlertPlace } from './alert.ts';
import type { EmailStop } from './email-stop.ts';

/** Alert rows. Every write is conditional on the row being as it was read. */
export type Alerts = {
  /** As it stands now, never a cached copy. */
  find(place: AlertPlace): Promise<Alert | undefined>;
  /** Writes the alert unless its id is taken, and gives back the one that is stored. The row wakes by itself. */
  create(alert: Alert): Promise<Alert>;
  /**
   * Moves an alert on. With an occasion, the vendor's event is remembered in the same transaction.
   * `changed`: the row is not as it was read; `repeated`: the occasion was applied before.
   */
  move(from: Alert, to: Alert, occasion?: VendorEvent): Promise<'moved' | 'changed' | 'repeated'>;
};

export type EmailStops = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, address: string): Promise<EmailStop | undefined>;
  /** Nothing more is sent to the address. Of several reasons the latest stays; repeating one changes nothing. */
  stop(businessId: BusinessId, address: string, stop: EmailStop): Promise<void>;
};

/** What an e-mail is for: comes back with everything the vendor tells of it. */
export type EmailPurpose = {
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  readonly alertId: AlertId;
};

export type EmailSender = {
  /** Sends an e-mail once per key for 24 hours, however often it is called. Never throws for what the vendor does. */
  send(email: Email, purpose: EmailPurpose, key: string): Promise<EmailHandover>;
};
