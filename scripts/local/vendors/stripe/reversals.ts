import type Stripe from 'stripe';
import type { Emit, Ledger } from './ledger.ts';
import type { WireInvoice } from './objects.ts';
import { invalidRequest } from './stripe-error.ts';
import {
  newCreditNote,
  newDispute,
  newFraudWarning,
  newRefund,
  type Payment,
  type WireCreditNote,
} from './wire-reversals.ts';

export type Reversals = ReturnType<typeof createReversals>;

/** What happens to a paid invoice afterwards: disputes, refunds, credit notes, warnings. */
export const createReversals = (ledger: Ledger, emit: Emit) => {
  const disputes = new Map<string, Stripe.Dispute>();
  const refunds = new Map<string, Stripe.Refund>();
  const notes = new Map<string, WireCreditNote>();
  const charges = new Map<string, string>();

  const paid = (invoiceId: string): { readonly invoice: WireInvoice; readonly payment: Payment } => {
    const invoice = ledger.invoice(invoiceId);
    const intent = ledger.payments.get(invoiceId)?.payment.payment_intent;
    if (invoice.status !== 'paid' || !intent) throw new Error(`the invoice ${invoiceId} is not paid`);
    const charge = charges.get(invoiceId) ?? ledger.newId('ch_3');
    charges.set(invoiceId, charge);
    const card = ledger.customers.get(String(invoice.customer))?.invoice_settings.default_payment_method;
    return { invoice, payment: { intent: String(intent), charge, card: card ? String(card) : null } };
  };

  const disputeNamed = (id: string): Stripe.Dispute => {
    const dispute = disputes.get(id);
    if (!dispute) throw new Error(`no Stripe dispute ${id}`);
    return dispute;
  };

  /** Nobody gets back more than was paid, nor while the bank decides. */
  const refundable = (payment: Payment, invoice: WireInvoice, cents: number): void => {
    const isDisputed = [...disputes.values()].some(
      ({ payment_intent: intent, status }) => intent === payment.intent && status !== 'won',
    );
    if (isDisputed) {
      throw invalidRequest('This charge has been charged back; it can no longer be refunded.', {
        code: 'charge_disputed',
      });
    }
    const back = [...refunds.values()]
      .filter(
        ({ payment_intent: intent, status }) =>
          intent === payment.intent && !['failed', 'canceled'].includes(String(status)),
      )
      .reduce((sum, { amount }) => sum + amount, 0);
    if (back >= invoice.amount_paid) {
      throw invalidRequest(`Charge ${payment.charge} has already been refunded.`, {
        code: 'charge_already_refunded',
      });
    }
    if (back + cents > invoice.amount_paid) {
      throw invalidRequest(
        `Refund amount (${cents}) is greater than unrefunded amount on charge (${invoice.amount_paid - back})`,
        { param: 'amount' },
      );
    }
  };

  /** A credit note that pays itself out by a refund. `tell`: as what happens by itself, or by a request. */
  const creditBy = (
    tell: Emit,
    invoiceId: string,
    cents: number,
    said: Partial<Pick<WireCreditNote, 'memo' | 'metadata'>> = {},
  ): WireCreditNote => {
    const { invoice, payment } = paid(invoiceId);
    refundable(payment, invoice, cents);
    const refund = newRefund(payment, cents, ledger.nowSeconds(), ledger.newId);
    const serial = [...notes.values()].filter(({ invoice: of }) => of === invoiceId).length + 1;
    const note = { ...newCreditNote(invoice, refund, serial, ledger.newId), ...said };
    refunds.set(refund.id, refund);
    notes.set(note.id, note);
    invoice.post_payment_credit_notes_amount += note.amount;
    tell('refund.created', refund);
    tell('credit_note.created', note);
    return note;
  };

  return {
    disputes,
    refunds,
    notes,

    /** What Stripe's books say was collected and kept, in cents: the invoices that were paid without what was refunded. */
    collectedCents(customerId: string): number {
      const ours = [...ledger.invoices.values()].filter(({ customer }) => customer === customerId);
      const intents = ours.map(({ id }) => ledger.payments.get(id)?.payment.payment_intent);
      const back = [...refunds.values()]
        .filter(
          (refund) => refund.status !== 'failed' && intents.includes(refund.payment_intent ?? undefined),
        )
        .reduce((sum, { amount }) => sum + amount, 0);
      return ours.reduce((sum, { amount_paid: amount }) => sum + amount, 0) - back;
    },

    dispute(invoiceId: string) {
      const { invoice, payment } = paid(invoiceId);
      const dispute = newDispute(payment, invoice.amount_paid, ledger.nowSeconds(), ledger.newId);
      disputes.set(dispute.id, dispute);
      emit('charge.dispute.created', dispute);
      emit('charge.dispute.funds_withdrawn', dispute);
      return { dispute: dispute.id };
    },

    closeDispute(id: string, as: 'won' | 'lost'): void {
      const dispute = disputeNamed(id);
      dispute.status = as;
      emit('charge.dispute.closed', dispute);
      if (as === 'won') emit('charge.dispute.funds_reinstated', dispute);
    },

    refund(invoiceId: string, amountCents?: number) {
      const { invoice, payment } = paid(invoiceId);
      const cents = amountCents ?? invoice.amount_paid;
      refundable(payment, invoice, cents);
      const refund = newRefund(payment, cents, ledger.nowSeconds(), ledger.newId);
      refunds.set(refund.id, refund);
      emit('refund.created', refund);
      return { refund: refund.id };
    },

    failRefund(id: string): void {
      const refund = refunds.get(id);
      if (!refund) throw new Error(`no Stripe refund ${id}`);
      refund.status = 'failed';
      refund.failure_reason = 'expired_or_canceled_card';
      emit('refund.failed', refund);
    },

    creditBy,

    /** Somebody credits it by hand. */
    credit(invoiceId: string, amountCents?: number) {
      const note = creditBy(emit, invoiceId, amountCents ?? paid(invoiceId).invoice.amount_paid);
      return { note: note.id, refund: String(note.refunds[0]?.refund) };
    },

    warnOfFraud(invoiceId: string) {
      const warning = newFraudWarning(paid(invoiceId).payment, ledger.nowSeconds(), ledger.newId);
      emit('radar.early_fraud_warning.created', warning);
      return { warning: warning.id };
    },
  };
};
