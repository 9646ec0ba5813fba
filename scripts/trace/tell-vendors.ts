import type { Telling } from './moment.ts';

/** What we asked of vendors, and what they told us. */

const NAMES: Readonly<Record<string, string>> = {
  retell: 'Retell',
  telnyx: 'Telnyx',
  stripe: 'Stripe',
  resend: 'Resend',
};

export const vendorName = (vendor: unknown): string => NAMES[String(vendor)] ?? String(vendor);

/** The steps to a paid invoice by the names they have in the log. */
const STEPS: Readonly<Record<string, string>> = {
  draft: 'make an invoice',
  item: 'put the fee on the invoice',
  finalize: 'finalise the invoice',
  pay: 'take the payment',
  read: 'look at the invoice',
  list: 'look for the invoice',
  void: 'void the invoice',
  delete: 'delete the draft',
};

const ENDS: Readonly<Record<string, string>> = {
  accepted: 'done',
  declined: 'payment declined',
  refused: 'refused',
  unavailable: 'not available, surely not done',
  unknown: 'no readable answer, perhaps done',
};

export const tellAttempt: Telling = ({ fields }) => {
  const { vendor, operation, outcome, code, status, objectId, objectState, requestId, attempt } = fields;
  const step = STEPS[String(operation)] ?? String(operation);
  const end = `${ENDS[String(outcome)] ?? String(outcome)}${code === undefined ? '' : `: ${String(code)}`}`;
  const found = [
    ...(objectId === undefined
      ? []
      : [`${String(objectId)}${objectState === undefined ? '' : ` is ${String(objectState)}`}`]),
    ...(status === undefined ? [] : [`HTTP ${String(status)}`]),
    ...(requestId === undefined ? [] : [String(requestId)]),
    ...(Number(attempt ?? 1) > 1 ? [`attempt ${String(attempt)}`] : []),
    `${String(fields.milliseconds)} ms`,
  ];
  return {
    who: vendorName(vendor),
    what: `was asked to ${step}: ${end} [${found.join(', ')}]`,
    weight: outcome === 'accepted' ? 'plain' : 'bad',
  };
};

const WEBHOOKS: Readonly<Record<string, string>> = {
  call_started: 'the call began',
  call_ended: 'the call is over',
  call_analyzed: 'the call has been summed up',
  'message.sent': 'the text went out',
  'message.finalized': 'the text came to its end',
  'email.sent': 'the e-mail went out',
  'email.delivered': 'the e-mail was delivered',
  'email.bounced': 'the e-mail bounced',
  'invoice.created': 'the invoice was made',
  'invoice.finalized': 'the invoice was finalised',
  'invoice.paid': 'the invoice was paid',
  'invoice.payment_succeeded': 'the payment succeeded',
  'invoice.payment_failed': 'the payment failed',
  'invoice_payment.paid': 'a payment was put to the invoice',
  'invoice.voided': 'the invoice was voided',
};

export const tellWebhook: Telling = ({ fields }) => {
  const { vendor, type, objectId } = fields;
  const words = WEBHOOKS[String(type)];
  return {
    who: vendorName(vendor),
    what: `told us ${words === undefined ? String(type) : `that ${words}: ${String(type)}`}${objectId === undefined ? '' : ` [${String(objectId)}]`}`,
    weight: type === 'invoice.payment_failed' || type === 'email.bounced' ? 'bad' : 'plain',
  };
};
