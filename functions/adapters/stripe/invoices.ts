import * as z from 'zod/mini';
import { Refusal } from '../../domain/errors.ts';
import type { Bill, Invoice } from '../../domain/fee/invoice.ts';
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

/** An answer of another shape tells nothing about what was done. */
const answered = <Schema extends z.ZodMiniType>(schema: Schema, answer: unknown, step: string) => {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const fields = read.error.issues.map((issue) => issue.path.join('.'));
  throw new Refusal('vendor_outcome_unknown', { vendor: 'stripe', step, fields });
};

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
