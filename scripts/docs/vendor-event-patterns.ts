import type { AccessPattern } from './access-pattern.ts';

const APPLY = 'workers/apply-vendor-event';
const NOTIFY = 'workers/notify-owner';

/** What is read and written because a vendor told us something. */
export const VENDOR_EVENT_PATTERNS: readonly AccessPattern[] = [
  { why: "whose a vendor's agent is", by: [APPLY], parts: ['GetItem agent'], consistent: true },
  { why: 'whose a number is', by: [APPLY], parts: ['GetItem number'], consistent: true },
  { why: 'whose a Stripe customer is', by: [APPLY], parts: ['GetItem stripeCustomer'], consistent: true },
  { why: 'what a Stripe invoice is for', by: [APPLY], parts: ['GetItem stripeInvoice'], consistent: true },
  { why: 'which invoice a payment paid', by: [APPLY], parts: ['GetItem stripePayment'], consistent: true },
  { why: 'an event that has no effect', by: [APPLY], parts: ['PutItem inbox'] },
  { why: 'what waits for a business', by: [APPLY], parts: ['Query quarantined'], consistent: true },
  { why: 'an event in quarantine', by: [APPLY], parts: ['GetItem quarantined'], consistent: true },
  {
    why: 'set an event aside, unless it has taken effect',
    by: [APPLY],
    parts: ['PutItem quarantined', 'ConditionCheckItem inbox'],
    inOne: true,
  },
  { why: "an event in quarantine is still nobody's", by: [APPLY], parts: ['UpdateItem quarantined'] },
  { why: 'let an event leave the quarantine', by: [APPLY], parts: ['DeleteItem quarantined'] },
  { why: 'a call', by: [APPLY], parts: ['GetItem call'], consistent: true },
  {
    why: 'Retell reports on a call',
    by: [APPLY],
    parts: ['PutItem inbox', 'UpdateItem call'],
    inOne: true,
    due: 1,
  },
  {
    why: 'a text comes in, with what it says about texts and our answer',
    by: [APPLY],
    parts: ['PutItem inbox', 'PutItem inboundText', 'UpdateItem consent?', 'PutItem reply?'],
    inOne: true,
    due: 2,
  },
  {
    why: 'Telnyx reports on a leg of a call',
    by: [APPLY],
    parts: ['PutItem inbox', 'UpdateItem callLeg'],
    inOne: true,
  },
  { why: 'whether a leg of a call is known', by: [APPLY], parts: ['GetItem callLeg'], consistent: true },
  {
    why: 'Telnyx reports on what it sets up',
    by: [APPLY],
    parts: ['PutItem inbox', 'UpdateItem provision'],
    inOne: true,
  },
  ...(['numberOrder', 'brand', 'campaign'] as const).map(
    (row): AccessPattern => ({
      why: `whose a ${row === 'numberOrder' ? 'number order' : row} is`,
      by: [APPLY],
      parts: [`GetItem ${row}`],
      consistent: true,
    }),
  ),
  {
    why: 'whether an address still takes e-mail',
    by: [NOTIFY],
    parts: ['GetItem emailStop'],
    consistent: true,
  },
  { why: 'an address takes no e-mail any more', by: [APPLY], parts: ['PutItem emailStop'] },
  { why: 'which text a message id means', by: [APPLY], parts: ['GetItem sentText'], consistent: true },
  { why: 'which text certain words were', by: [APPLY], parts: ['GetItem textWords'], consistent: true },
  {
    why: 'Telnyx reports on a text',
    by: [APPLY],
    parts: ['PutItem text', 'PutItem inbox', 'UpdateItem consent?', 'PutItem sentText?'],
    inOne: true,
    due: 2,
  },
  {
    why: 'Telnyx reports again on a settled text',
    by: [APPLY],
    parts: ['UpdateItem text', 'PutItem inbox', 'UpdateItem consent?', 'PutItem sentText?'],
    inOne: true,
  },
  {
    why: 'Telnyx reports on a reply',
    by: [APPLY],
    parts: ['PutItem reply', 'PutItem inbox', 'UpdateItem consent?', 'PutItem sentText?'],
    inOne: true,
    due: 2,
  },
  {
    why: 'Telnyx reports again on a settled reply',
    by: [APPLY],
    parts: ['UpdateItem reply', 'PutItem inbox', 'UpdateItem consent?', 'PutItem sentText?'],
    inOne: true,
  },
  { why: "a business's standing at Stripe", by: [APPLY], parts: ['GetItem account'], consistent: true },
  {
    why: "Stripe changes a business's standing",
    by: [APPLY],
    parts: ['PutItem inbox', 'UpdateItem account', 'UpdateItem configuration?'],
    inOne: true,
  },
  {
    why: 'an invoice that is no booking fee',
    by: [APPLY],
    parts: ['GetItem accountInvoice'],
    consistent: true,
  },
  {
    why: 'Stripe reports on such an invoice, or on its dispute or refund',
    by: [APPLY],
    parts: ['PutItem inbox', 'UpdateItem accountInvoice', 'PutItem stripeInvoice?'],
    inOne: true,
  },
  { why: 'a checkout', by: [APPLY], parts: ['GetItem checkout'], consistent: true },
  {
    why: 'Stripe reports on a checkout',
    by: [APPLY],
    parts: ['PutItem inbox', 'UpdateItem checkout'],
    inOne: true,
  },
  {
    why: 'Stripe says which invoice a payment paid',
    by: [APPLY],
    parts: ['PutItem inbox', 'PutItem stripePayment'],
    inOne: true,
  },
  {
    why: 'a dispute or refund of a fee',
    by: [APPLY],
    parts: ['PutItem inbox', 'UpdateItem fee'],
    inOne: true,
  },
];
