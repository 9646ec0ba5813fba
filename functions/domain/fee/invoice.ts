import type { AppointmentId, BusinessId, FeeId } from '../../contracts/ids.ts';
import { type Appointment, bookedFor } from '../appointment/appointment.ts';
import type { Business } from '../business/business.ts';
import { writtenDateTime } from '../schedule/spoken.ts';
import type { Fee } from './fee.ts';

/** What the business is asked to pay. The same bill, repeated, is the same invoice. */
export type Bill = {
  readonly feeId: FeeId;
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  readonly customerId: string;
  readonly paymentMethod: string | undefined;
  /** The evidence on the invoice: time, service and confirmation code; never who booked. */
  readonly description: string;
  readonly keyVersion: number;
};

/** The vendor's invoice as it stands. */
export type Invoice = {
  readonly id: string;
  readonly status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  readonly customerId: string;
  readonly feeId: string | undefined;
  readonly currency: string;
  readonly totalCents: number;
  readonly hasLines: boolean;
};

/** Something the vendor says has happened to a booking fee's invoice: at least once, late, in any order. */
export type InvoiceFact = {
  readonly kind: 'invoice';
  readonly eventId: string;
  /** The vendor's name for the event, kept in the inbox. */
  readonly type: string;
  /** ISO instant at which our edge took it. */
  readonly receivedAt: string;
  readonly outcome: 'paid' | 'payment_failed' | 'voided';
  readonly declineCode: string | undefined;
  readonly invoiceId: string;
  readonly customerId: string;
  readonly totalCents: number;
  readonly currency: string;
  /** What we wrote on the invoice ourselves. A claim until it agrees with our registry and the fee row. */
  readonly claims: {
    readonly businessId: BusinessId;
    readonly appointmentId: AppointmentId;
    readonly feeId: string | undefined;
  };
};

/** Says what was booked and not where it was moved to: the same bill has the same words, or its keys do not fit it. */
const descriptionOf = (appointment: Appointment): string => {
  const { startsAt, zone } = bookedFor(appointment);
  return `Booking fee: ${appointment.serviceName}, ${writtenDateTime(zone, Date.parse(startsAt))} (${appointment.confirmationCode})`;
};

export const billFor = (fee: Fee, appointment: Appointment, business: Business): Bill => ({
  feeId: fee.id,
  businessId: fee.businessId,
  appointmentId: fee.appointmentId,
  customerId: fee.stripeCustomerId,
  paymentMethod: business.billing.defaultPaymentMethod,
  description: descriptionOf(appointment),
  keyVersion: fee.keyVersion ?? 1,
});

/** Why this invoice must not be paid for this fee, or undefined when it says exactly what the fee says. */
export const mismatchOf = (invoice: Invoice, fee: Fee, business: Business): string | undefined => {
  if (invoice.customerId !== business.billing.stripeCustomerId) return 'invoice_of_another_customer';
  if (invoice.feeId !== fee.id) return 'invoice_of_another_fee';
  if (invoice.currency !== fee.currency) return 'invoice_currency';
  if (invoice.totalCents !== fee.amountCents) return 'invoice_total';
  return undefined;
};
