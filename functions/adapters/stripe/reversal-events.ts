import * as z from 'zod/mini';
import type { PaymentFact, ReversalFact } from '../../domain/reversal/reversal.ts';
import type { StoredOnly } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { idOf, reference, type StripeEvent, storedOnly, stripeId } from './event.ts';

const InvoicePayment = z.object({
  object: z.literal('invoice_payment'),
  invoice: reference,
  payment: z.object({ payment_intent: z.nullish(reference), charge: z.nullish(reference) }),
});

/** One paid outside Stripe has no payment there that anybody could dispute. */
export const readInvoicePayment = (event: StripeEvent): PaymentFact | StoredOnly => {
  const { invoice, payment } = readVendor(InvoicePayment, event.object, 'stripe', event.occasion.type);
  const paid = payment.payment_intent ?? payment.charge;
  if (paid == null) return storedOnly(event);
  return {
    kind: 'invoice-payment',
    occasion: event.occasion,
    invoiceId: idOf(invoice),
    paymentId: idOf(paid),
  };
};

const OfAPayment = z.object({
  id: stripeId,
  object: z.enum(['dispute', 'refund', 'radar.early_fraud_warning']),
  amount: z.optional(z.int()),
  status: z.nullish(z.string()),
  actionable: z.optional(z.boolean()),
  payment_intent: z.nullish(reference),
  charge: z.nullish(reference),
});

const CreditNote = z.object({
  id: stripeId,
  object: z.literal('credit_note'),
  total: z.int(),
  status: z.string(),
  customer: reference,
  invoice: reference,
});

type Told = { readonly kind: 'credit' | 'refund' | 'dispute' | 'fraud_warning'; readonly rank: number };

/** `rank`: which of several events about one object can only follow which, where they are of one second. */
const TOLD: Readonly<Record<string, Told>> = {
  'charge.dispute.created': { kind: 'dispute', rank: 1 },
  'charge.dispute.updated': { kind: 'dispute', rank: 2 },
  'charge.dispute.funds_withdrawn': { kind: 'dispute', rank: 3 },
  'charge.dispute.funds_reinstated': { kind: 'dispute', rank: 4 },
  'charge.dispute.closed': { kind: 'dispute', rank: 5 },
  'refund.created': { kind: 'refund', rank: 1 },
  'refund.updated': { kind: 'refund', rank: 2 },
  'refund.failed': { kind: 'refund', rank: 3 },
  'credit_note.created': { kind: 'credit', rank: 1 },
  'credit_note.updated': { kind: 'credit', rank: 2 },
  'credit_note.voided': { kind: 'credit', rank: 3 },
  'radar.early_fraud_warning.created': { kind: 'fraud_warning', rank: 1 },
  'radar.early_fraud_warning.updated': { kind: 'fraud_warning', rank: 2 },
};

export const isReversalEvent = (type: string): boolean => Object.hasOwn(TOLD, type);

const readCreditNote = (event: StripeEvent, told: Told): ReversalFact => {
  const { occasion, object } = event;
  const { id, total, status, invoice, customer } = readVendor(CreditNote, object, 'stripe', occasion.type);
  const { eventId } = occasion;
  return {
    kind: 'reversal',
    occasion,
    id,
    reversal: { ...told, state: status, amountCents: total, at: event.at(), eventId },
    concerns: { by: 'invoice', invoiceId: idOf(invoice), customerId: idOf(customer) },
  };
};

export const readReversalEvent = (event: StripeEvent): ReversalFact | StoredOnly => {
  const { occasion, object } = event;
  const told = TOLD[occasion.type];
  if (!told) return storedOnly(event);
  if (told.kind === 'credit') return readCreditNote(event, told);
  const read = readVendor(OfAPayment, object, 'stripe', occasion.type);
  const payment = read.payment_intent ?? read.charge;
  if (payment == null) return storedOnly(event);
  const state = read.status ?? (read.actionable === false ? 'not_actionable' : 'actionable');
  const { eventId } = occasion;
  return {
    kind: 'reversal',
    occasion,
    id: read.id,
    reversal: { ...told, state, amountCents: read.amount ?? 0, at: event.at(), eventId },
    concerns: { by: 'payment', paymentId: idOf(payment) },
  };
};
