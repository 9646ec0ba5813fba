import * as z from 'zod/mini';
import type { Bill, Invoice } from '../../domain/fee/invoice.ts';
import { answered } from './answered.ts';
import { idOf, reference } from './event.ts';

/** What we write on every invoice of a booking fee, and know it by. */
export const BOOKING_FEE = 'booking_fee';

export const metadataOf = (bill: Bill) => ({
  business_id: bill.businessId,
  booking_id: bill.appointmentId,
  fee_id: bill.feeId,
  kind: BOOKING_FEE,
});

/** The fields of Stripe's invoice that we act on. */
export const StripeInvoice = z.object({
  id: z.string(),
  object: z.literal('invoice'),
  status: z.enum(['draft', 'open', 'paid', 'void', 'uncollectible']),
  customer: reference,
  currency: z.string(),
  total: z.int(),
  metadata: z.nullish(z.record(z.string(), z.string())),
  lines: z.optional(z.object({ data: z.array(z.unknown()) })),
});
export type StripeInvoice = z.infer<typeof StripeInvoice>;

const StripeInvoiceItem = z.object({ object: z.literal('invoiceitem'), amount: z.int() });

/** What Stripe asks for an item, in cents. */
export const amountOf = (answer: unknown, step: string): number =>
  answered(StripeInvoiceItem, answer, step).amount;

export const invoiceOf = (answer: unknown, step: string): Invoice => {
  const { id, status, customer, currency, total, metadata, lines } = answered(StripeInvoice, answer, step);
  return {
    id,
    status,
    customerId: idOf(customer),
    feeId: metadata?.fee_id,
    currency,
    totalCents: total,
    hasLines: (lines?.data.length ?? 0) > 0,
  };
};
