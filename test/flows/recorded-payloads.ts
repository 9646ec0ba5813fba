/**
 * What becomes of each recorded payload when it reaches us, signed: `row`: it is applied, and that row of the business is
 * there (`partition sort-key`); `noted`: in the inbox, and nothing followed, because what it speaks of is none of ours;
 * `stored`: in the inbox with its body, because nothing follows such events yet; `awaits`: in quarantine until that
 * is known; `says`: answered at once, and so.
 */
export type Outcome =
  | { readonly row: string }
  | { readonly noted: true }
  | { readonly stored: true }
  | { readonly awaits: string }
  | { readonly says: object };

const CALL = 'CALLS call_9f2c4e7b1a6d4f03a5c8e2b1d7f';
const LEG = 'CALLS LEG#63e33fb6-e29f-11ee-815b-02420a0d0870';

export const expectations: Readonly<Record<string, Outcome>> = {
  'retell/call_started.json': { row: CALL },
  'retell/call_ended.json': { row: CALL },
  'retell/call_ended.not_connected.json': { row: CALL },
  'retell/call_analyzed.json': { row: CALL },
  'retell/call_inbound.request.json': {
    says: { call_inbound: { dynamic_variables: { caller_number: '+15125550187' } } },
  },
  'retell/tool.lookup_availability.request.json': { says: { ok: true, timezone: 'America/Chicago' } },
  // The slot was never offered by us: its id has no seal.
  'retell/tool.book_appointment.request.json': { says: { ok: false, code: 'offer_invalid' } },
  // A text's recipient is never a tool's argument.
  'retell/tool.send_booking_sms.request.json': {
    says: { ok: false, code: 'invalid_arguments', fields: ['to_number'] },
  },

  'telnyx/message.received.json': { row: 'TEXTS IN#7ee4241c-f127-47e5-9c34-3aac291f8058' },
  'telnyx/message.received.stop.json': { row: 'TEXTS IN#0b1c5a3e-52a1-4a55-b4a7-3d6d8c8f4f10' },
  // Reports of texts that we never sent.
  'telnyx/message.sent.json': { noted: true },
  'telnyx/message.finalized.json': { noted: true },
  'telnyx/message.finalized.failed.json': { noted: true },
  'telnyx/call.initiated.json': { row: LEG },
  'telnyx/call.answered.json': { row: LEG },
  'telnyx/call.hangup.json': { row: LEG },
  'telnyx/call.hangup.missed_caller_gave_up.json': { row: LEG },
  'telnyx/call.hangup.missed_trunk_failed.json': { row: LEG },
  // Nothing in an order that names no number of ours says whose it is.
  'telnyx/number_order.complete.json': { awaits: 'operator' },
  'telnyx/10dlc.campaign_status.json': { awaits: 'campaign:4b300178-131c-d902-d54e-72d90ba1620j' },

  'stripe/checkout.session.completed.json': {
    row: 'BILLING CHECKOUT#cs_test_a1YS1URlnyQCN5fUUduORoQ7Pw41PJqDWkIVQCpJPqkfIhd6tVY8XB1OLY',
  },
  'stripe/customer.subscription.created.json': { row: 'BILLING ACCOUNT' },
  'stripe/customer.subscription.updated.active.json': { row: 'BILLING ACCOUNT' },
  'stripe/customer.subscription.updated.past_due.json': { row: 'BILLING ACCOUNT' },
  'stripe/customer.subscription.trial_will_end.json': { row: 'BILLING ACCOUNT' },
  'stripe/customer.subscription.deleted.json': { row: 'BILLING ACCOUNT' },
  'stripe/invoice.paid.subscription.json': { row: 'BILLING INVOICE#in_1SXhK2B7WZ01zgkWmonth0001' },
  // The customer is ours; the business that the invoice names is not.
  'stripe/invoice.paid.booking.json': { awaits: 'stripe-customer:cus_TKq3mZp8Yx1aBc' },
  'stripe/invoice.payment_failed.booking.json': { awaits: 'stripe-customer:cus_TKq3mZp8Yx1aBc' },
  'stripe/invoice.payment_action_required.booking.json': { awaits: 'stripe-customer:cus_TKq3mZp8Yx1aBc' },
  'stripe/invoice_payment.paid.json': { awaits: 'stripe-invoice:in_1SWcQ7B7WZ01zgkWbooking01' },
  'stripe/credit_note.created.json': { awaits: 'stripe-invoice:in_1SWcQ7B7WZ01zgkWbooking01' },
  'stripe/refund.created.json': { awaits: 'stripe-payment:pi_3SWcQ8B7WZ01zgkW0AbCdEfG' },
  'stripe/charge.dispute.created.json': { awaits: 'stripe-payment:pi_3SWcQ8B7WZ01zgkW0AbCdEfG' },
  // A thin event brings no object.
  'stripe/thin.v1.invoice.paid.json': { stored: true },

  // Their tags are not ours: nothing says which alert they are about.
  'resend/email.sent.json': { stored: true },
  'resend/email.delivered.json': { stored: true },
  'resend/email.delivery_delayed.json': { stored: true },
  'resend/email.bounced.json': { stored: true },
  'resend/email.complained.json': { stored: true },
  'resend/email.failed.json': { stored: true },
  'resend/email.suppressed.json': { stored: true },
};
