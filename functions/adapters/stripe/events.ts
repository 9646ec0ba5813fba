import * as z from 'zod/mini';
import { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { InvoiceFact } from '../../domain/fee/invoice.ts';
import type { StoredOnly } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { BOOKING_FEE, idOf, StripeInvoice } from './invoices.ts';

const Envelope = z.object({
  id: z.string().check(z.regex(/^evt_[0-9A-Za-z_]{6,200}$/)),
  object: z.enum(['event', 'v2.core.event']),
  type: z.string().check(z.minLength(1)),
  data: z.optional(z.object({ object: z.unknown() })),
});

const Claims = z.object({
  business_id: BusinessId,
  booking_id: AppointmentId,
  fee_id: z.optional(z.string()),
});

type Meaning = Pick<InvoiceFact, 'outcome' | 'declineCode'>;

/** `invoice.paid` also tells of payments outside Stripe, which `invoice.payment_succeeded` does not. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'invoice.paid': { outcome: 'paid', declineCode: undefined },
  'invoice.payment_failed': { outcome: 'payment_failed', declineCode: undefined },
  'invoice.payment_action_required': { outcome: 'payment_failed', declineCode: 'authentication_required' },
  'invoice.marked_uncollectible': { outcome: 'payment_failed', declineCode: 'uncollectible' },
  'invoice.voided': { outcome: 'voided', declineCode: undefined },
};

const isBookingFee = (object: unknown): boolean =>
  z.object({ metadata: z.object({ kind: z.literal(BOOKING_FEE) }) }).safeParse(object).success;

/**
 * A Stripe event as a fact of ours, or as one that is only stored. The signature says that it is Stripe's; whom it
 * concerns is for the domain to check. Refuses with `malformed_request` what is no event or a booking fee we cannot read.
 */
export const readStripeEvent = (body: unknown, receivedAt: string): InvoiceFact | StoredOnly => {
  const event = readVendor(Envelope, body, 'stripe', 'event');
  const meaning = Object.hasOwn(MEANINGS, event.type) ? MEANINGS[event.type] : undefined;
  const object = event.data?.object;
  if (!meaning || !isBookingFee(object)) {
    return {
      kind: 'stored-only',
      occasion: { vendor: 'stripe', eventId: event.id, type: event.type, receivedAt },
    };
  }
  const invoice = readVendor(StripeInvoice, object, 'stripe', event.type);
  const claims = readVendor(Claims, invoice.metadata, 'stripe', event.type);
  return {
    kind: 'invoice',
    eventId: event.id,
    type: event.type,
    receivedAt,
    ...meaning,
    invoiceId: invoice.id,
    customerId: idOf(invoice.customer),
    totalCents: invoice.total,
    currency: invoice.currency,
    claims: { businessId: claims.business_id, appointmentId: claims.booking_id, feeId: claims.fee_id },
  };
};
