import type { BusinessId } from '../../contracts/ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';

export type InvoiceState =
  | 'not_finalised'
  | 'payment_failed'
  | 'action_required'
  | 'uncollectible'
  | 'void'
  | 'paid';

/** What an event says of an invoice. */
export type InvoiceSighting = {
  readonly eventId: string;
  /** ISO instant, to the second, at which it happened there. */
  readonly at: string;
  readonly state: InvoiceState;
  readonly totalCents: number;
  readonly paidCents: number;
  readonly currency: string;
  /** How often Stripe has tried to collect it. */
  readonly attempts: number;
  readonly nextAttemptAt?: string | undefined;
  /** Why there is an invoice (`subscription_cycle`), in Stripe's words. */
  readonly reason: string | undefined;
  readonly subscriptionId?: string | undefined;
  readonly number?: string | undefined;
};

/** An invoice of Stripe's to a business that is not a booking fee: its subscription's, or one a person made. */
export type AccountInvoice = InvoiceSighting & {
  readonly v: 1;
  readonly id: string;
  readonly businessId: BusinessId;
  /** Rises with every event that was news. What was taken back of it stands beside it and is counted by itself. */
  readonly version: number;
};

export type AccountInvoiceFact = {
  readonly kind: 'account-invoice';
  readonly occasion: VendorEvent;
  readonly customerId: string;
  readonly invoiceId: string;
  readonly sighting: InvoiceSighting;
};

/** Towards the end: what is paid stays paid, and what is void is never paid. */
const FINAL: readonly InvoiceState[] = ['void', 'paid'];
const ORDER: readonly InvoiceState[] = [
  'not_finalised',
  'payment_failed',
  'action_required',
  'uncollectible',
  'void',
  'paid',
];

/**
 * Above zero where `one` tells more recently of the invoice than `other`: a final state beats every other, then the
 * later second counts, then the state that can only follow, then the number of attempts. The id comes last, so that no
 * two events are equal and every order of arrival ends alike.
 */
const laterBy = (one: InvoiceSighting, other: InvoiceSighting): number =>
  FINAL.indexOf(one.state) - FINAL.indexOf(other.state) ||
  Date.parse(one.at) - Date.parse(other.at) ||
  ORDER.indexOf(one.state) - ORDER.indexOf(other.state) ||
  one.attempts - other.attempts ||
  (one.eventId > other.eventId ? 1 : one.eventId < other.eventId ? -1 : 0);

/** The invoice after an event; undefined where that is no news. */
export const invoiceAfter = (
  known: AccountInvoice | undefined,
  businessId: BusinessId,
  { invoiceId, sighting }: AccountInvoiceFact,
): AccountInvoice | undefined =>
  known && laterBy(sighting, known) <= 0
    ? undefined
    : { v: 1, id: invoiceId, businessId, version: (known?.version ?? 0) + 1, ...sighting };
