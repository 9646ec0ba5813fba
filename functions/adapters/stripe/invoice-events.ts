import * as z from 'zod/mini';
import { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { InvoiceFact } from '../../domain/fee/invoice.ts';
import type { AccountInvoiceFact, InvoiceState } from '../../domain/subscription/invoice.ts';
import type { StoredOnly } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { idOf, instantOf, reference, type StripeEvent, seconds, storedOnly, stripeId } from './event.ts';
import { BOOKING_FEE, StripeInvoice } from './invoices.ts';

type Meaning = Pick<InvoiceFact, 'outcome' | 'declineCode'>;

/** Of a booking fee. `invoice.paid` also tells of payments outside Stripe, which `invoice.payment_succeeded` does not. */
const OF_A_FEE: Readonly<Record<string, Meaning>> = {
  'invoice.paid': { outcome: 'paid', declineCode: undefined },
  'invoice.payment_failed': { outcome: 'payment_failed', declineCode: undefined },
  'invoice.payment_action_required': { outcome: 'payment_failed', declineCode: 'authentication_required' },
  'invoice.marked_uncollectible': { outcome: 'payment_failed', declineCode: 'uncollectible' },
  'invoice.voided': { outcome: 'voided', declineCode: undefined },
};

/** Of any other invoice. */
const STATES: Readonly<Record<string, InvoiceState>> = {
  'invoice.paid': 'paid',
  'invoice.payment_failed': 'payment_failed',
  'invoice.payment_action_required': 'action_required',
  'invoice.finalization_failed': 'not_finalised',
  'invoice.voided': 'void',
  'invoice.marked_uncollectible': 'uncollectible',
};

/** The others only repeat what these say: `invoice.payment_succeeded` is the same payment as `invoice.paid`. */
export const isInvoiceEvent = (type: string): boolean => Object.hasOwn(STATES, type);

const Claims = z.object({
  business_id: BusinessId,
  booking_id: AppointmentId,
  fee_id: z.optional(z.string()),
});

const isBookingFee = (object: unknown): boolean =>
  z.object({ metadata: z.object({ kind: z.literal(BOOKING_FEE) }) }).safeParse(object).success;

const readFeeInvoice = ({ occasion, object }: StripeEvent, meaning: Meaning): InvoiceFact => {
  const { eventId, type, receivedAt } = occasion;
  const invoice = readVendor(StripeInvoice, object, 'stripe', type);
  const claims = readVendor(Claims, invoice.metadata, 'stripe', type);
  return {
    kind: 'invoice',
    eventId,
    type,
    receivedAt,
    ...meaning,
    invoiceId: invoice.id,
    customerId: idOf(invoice.customer),
    totalCents: invoice.total,
    currency: invoice.currency,
    claims: { businessId: claims.business_id, appointmentId: claims.booking_id, feeId: claims.fee_id },
  };
};

const AccountInvoice = z.object({
  id: stripeId,
  object: z.literal('invoice'),
  customer: reference,
  currency: z.string(),
  total: z.int(),
  amount_paid: z.int(),
  attempt_count: z.int(),
  next_payment_attempt: z.nullish(seconds),
  billing_reason: z.nullish(z.string()),
  number: z.nullish(z.string()),
  parent: z.nullish(z.object({ subscription_details: z.nullish(z.object({ subscription: reference })) })),
});

const readAccountInvoice = (event: StripeEvent, state: InvoiceState): AccountInvoiceFact => {
  const { occasion, object } = event;
  const invoice = readVendor(AccountInvoice, object, 'stripe', occasion.type);
  const subscription = invoice.parent?.subscription_details?.subscription;
  return {
    kind: 'account-invoice',
    occasion,
    customerId: idOf(invoice.customer),
    invoiceId: invoice.id,
    sighting: {
      eventId: occasion.eventId,
      at: event.at(),
      state,
      totalCents: invoice.total,
      paidCents: invoice.amount_paid,
      currency: invoice.currency,
      attempts: invoice.attempt_count,
      nextAttemptAt:
        invoice.next_payment_attempt == null ? undefined : instantOf(invoice.next_payment_attempt),
      reason: invoice.billing_reason ?? undefined,
      subscriptionId: subscription === undefined ? undefined : idOf(subscription),
      number: invoice.number ?? undefined,
    },
  };
};

export const readInvoiceEvent = (event: StripeEvent): InvoiceFact | AccountInvoiceFact | StoredOnly => {
  const { type } = event.occasion;
  if (isBookingFee(event.object)) {
    const meaning = Object.hasOwn(OF_A_FEE, type) ? OF_A_FEE[type] : undefined;
    return meaning ? readFeeInvoice(event, meaning) : storedOnly(event);
  }
  const state = STATES[type];
  return state ? readAccountInvoice(event, state) : storedOnly(event);
};
