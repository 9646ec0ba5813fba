import type Stripe from 'stripe';
import type { NewId } from '../vendor-id.ts';
import type { OnTheWire, WireInvoice } from './objects.ts';

/** What a payment is known by. */
export type Payment = { readonly intent: string; readonly charge: string; readonly card: string | null };

const EVIDENCE_WITHIN_SECONDS = 7 * 86_400;

export const newDispute = (
  payment: Payment,
  amountCents: number,
  created: number,
  newId: NewId,
): Stripe.Dispute => ({
  id: newId('dp_1'),
  object: 'dispute',
  amount: amountCents,
  balance_transactions: [],
  charge: payment.charge,
  created,
  currency: 'usd',
  enhanced_eligibility_types: [],
  evidence: {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  },
  evidence_details: {
    due_by: created + EVIDENCE_WITHIN_SECONDS,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: 'manual',
  is_charge_refundable: false,
  livemode: false,
  metadata: {},
  payment_intent: payment.intent,
  payment_method_details: {
    card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '13.1' },
    type: 'card',
  },
  reason: 'product_not_received',
  status: 'needs_response',
});

export const newRefund = (
  payment: Payment,
  amountCents: number,
  created: number,
  newId: NewId,
): Stripe.Refund => ({
  id: newId('re_3'),
  object: 'refund',
  amount: amountCents,
  balance_transaction: newId('txn_3'),
  charge: payment.charge,
  created,
  currency: 'usd',
  customer: null,
  customer_account: null,
  destination_details: {
    card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    type: 'card',
  },
  metadata: {},
  payment_intent: payment.intent,
  payment_method: payment.card,
  reason: null,
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
});

export type WireCreditNote = Omit<Stripe.CreditNote, 'lines'> & {
  lines: {
    object: 'list';
    data: OnTheWire<Stripe.CreditNoteLineItem>[];
    has_more: boolean;
    url: string;
  };
};

/** Of the first line of a paid invoice, paid out by a refund. `serial` counts the notes of the invoice from 1. */
export const newCreditNote = (
  invoice: WireInvoice,
  refund: Stripe.Refund,
  serial: number,
  newId: NewId,
): WireCreditNote => {
  const id = newId('cn_1');
  const { amount, created } = refund;
  const [line] = invoice.lines.data;
  return {
    id,
    object: 'credit_note',
    amount,
    amount_shipping: 0,
    created,
    currency: invoice.currency,
    customer: String(invoice.customer),
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: created,
    invoice: invoice.id,
    lines: {
      object: 'list',
      data: [
        {
          id: newId('cnli_1'),
          object: 'credit_note_line_item',
          amount,
          description: line?.description ?? null,
          discount_amount: 0,
          discount_amounts: [],
          ...(line && { invoice_line_item: line.id }),
          livemode: false,
          metadata: null,
          pretax_credit_amounts: [],
          quantity: 1,
          tax_rates: [],
          taxes: [],
          type: 'invoice_line_item',
          unit_amount: amount,
          unit_amount_decimal: String(amount),
        },
      ],
      has_more: false,
      url: `/v1/credit_notes/${id}/lines`,
    },
    livemode: false,
    memo: null,
    metadata: {},
    number: `${invoice.number}-CN-${String(serial).padStart(2, '0')}`,
    out_of_band_amount: null,
    pdf: `https://pay.stripe.com/credit_notes/acct_local/${id}/pdf?s=ap`,
    post_payment_amount: amount,
    pre_payment_amount: 0,
    pretax_credit_amounts: [],
    reason: 'order_change',
    refunds: [{ amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: 'refund' }],
    shipping_cost: null,
    status: 'issued',
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
    type: 'post_payment',
    voided_at: null,
  };
};

export const newFraudWarning = (
  payment: Payment,
  created: number,
  newId: NewId,
): Stripe.Radar.EarlyFraudWarning => ({
  id: newId('issfr_1'),
  object: 'radar.early_fraud_warning',
  actionable: true,
  charge: payment.charge,
  created,
  fraud_type: 'misc',
  livemode: false,
  payment_intent: payment.intent,
});
