import type {
  ContestReason,
  ContestRule,
  ContestState,
  GiveBackWay,
  NotContestable,
} from '../../../../functions/contracts/contest.ts';

const reasons: Record<ContestReason, string> = {
  not_a_customer: 'It was no customer: spam, a salesperson, a wrong number',
  duplicate: 'The same job was booked twice',
  out_of_area: 'It is outside the area that we work in',
  wrong_details: 'Name, address or wish were wrong, so that we could not do it',
  cancelled_by_customer: 'The customer called it off',
  never_happened: 'There was no such booking',
  other: 'Something else',
};

const contestStates: Record<ContestState, string> = {
  in_review: 'A person at CloudGreet is looking at it',
  granted: 'Granted: it is being given back',
  unknown: 'Granted: Stripe has not confirmed it yet, and we look again',
  given_back: 'Given back',
  refused: 'Not granted',
};

const rules: Record<ContestRule, string> = {
  test_call: 'the call was a test',
  owner_call: 'the call came from a phone of yours',
  duplicate: 'the same customer has the same service booked and billed within a week',
  cancelled_by_customer: 'it was called off before it began',
  nobody_spoke: 'nobody spoke in the call',
  too_short: 'the call was too short for a booking',
  within_allowance: 'the first two of a month are given back without a question',
  needs_review: 'our records alone do not decide it',
};

const ways: Record<GiveBackWay, string> = {
  waived: 'it was never charged',
  voided: 'the open invoice was voided',
  credited: 'it went back to your card',
  nothing_left: 'all of it had gone back already',
};

const notContestable: Record<NotContestable, string> = {
  already_contested: 'You have contested it already.',
  fee_waived: 'There is nothing to pay for it.',
  fee_given_back: 'It was given back already.',
  fee_disputed: 'The payment is disputed at your bank, which decides.',
  contest_too_late: 'Fees can be contested for 60 days.',
  business_closing: 'The business is being closed.',
};

/** Reasons of `waivedBecause`; others are left unsaid. */
const waived: Readonly<Record<string, string>> = {
  trial: 'booked in the trial',
  test_call: 'a test call',
  owner_call: 'your own call',
  subscription_inactive: 'no subscription then',
  rebooked: 'booked again',
  cancelled_before_charge: 'cancelled before it was charged',
  invoice_voided: 'its invoice was voided',
  contested: 'contested',
};

export const billing = {
  planTitle: 'Your plan',
  price: (base: string, fee: string) => `${base} a month and ${fee} for each booking that your agent makes`,
  subscription: {
    trialing: 'In trial',
    active: 'Active',
    past_due: 'Past due',
    incomplete: 'Not paid yet',
    unpaid: 'Not paid',
    paused: 'Paused',
    cancelled: 'Cancelled',
  },
  degraded: 'Callers are put through to you, because the subscription is not paid.',
  trialUntil: (when: string) => `The trial ends on ${when}. Bookings until then cost nothing.`,
  pastDue: (since: string) => `The card was declined on ${since}.`,
  graceUntil: (until: string) => `Callers are served until ${until}. Change the card before then.`,
  endsAt: (when: string) => `It is cancelled and served until ${when}.`,
  card: (brand: string, last4: string, month: number, year: number) =>
    `${brand.charAt(0).toUpperCase()}${brand.slice(1)} ending in ${last4}, valid until ${String(month).padStart(2, '0')}/${year}`,
  portal: 'Card, invoices, cancelling',
  noSubscriptionTitle: 'There is no subscription yet',
  noSubscriptionText:
    'The bill will be here once the business has subscribed, which is a step of setting it up.',
  toOnboarding: 'Go on setting up',
  nextTitle: 'Next invoice',
  nextOn: (when: string) => `On ${when}`,
  nextBase: 'Subscription',
  nextFees: 'No booking fee is on it: each is charged at once, when it is booked, on an invoice of its own.',
  nextNone: 'There will be none: the subscription has ended or is not running.',
  monthTitle: (month: string) => `This month so far · ${month}`,
  bookings: 'Bookings by the agent',
  feesCharged: 'Booking fees',
  waivedFees: 'Not charged',
  givenBack: 'Of these given back',
  feesTitle: 'Booking fees',
  feesAll: 'All',
  feeStates: {
    owed: 'Being charged',
    charged: 'Charged',
    declined: 'Declined',
    waived: 'Not charged',
    given_back: 'Given back',
    partly_back: 'Partly given back',
  },
  booked: (day: string) => `Booked on ${day}`,
  charged: (day: string) => `charged on ${day}`,
  noneSoFar: 'None so far; there are older ones.',
  filter: 'Show',
  noFees: 'Each booking that your agent makes will be here with what proves it.',
  noFeesOfState: 'There are none of these.',
  waivedBecause: (reason: string) => waived[reason] ?? reason,
  evidence: 'Proof',
  heardAt: (at: string) => `Booked ${at} into the call`,
  toCall: 'Listen to the call',
  toAppointment: 'The appointment',
  told: 'What the caller was told',
  contest: 'This was not a real booking',
  contestTitle: (what: string) => `Contest the fee for ${what}`,
  contestText:
    'Say why. Where our own records show it, and for the first two of a month, it goes back at once; otherwise a person looks at it within two business days.',
  contestReason: 'Why it is not due',
  contestWords: 'What should we know? (optional)',
  contestSubmit: 'Contest it',
  contestTaken: 'Your objection is on record',
  reasons,
  contestStates,
  rules,
  ways,
  notContestable,
  contestedBecause: (rule: string) => `because ${rule}`,
  amountBack: (amount: string, how: string, day: string) => `${amount}, on ${day}: ${how}`,
  operatorSays: 'CloudGreet says',
  creditedLater: (amount: string) => `${amount} was taken back later`,
  invoicesTitle: 'Invoices of the subscription',
  invoiceStates: {
    not_finalised: 'Being written',
    payment_failed: 'Payment failed',
    action_required: 'Needs you at Stripe',
    uncollectible: 'Given up',
    void: 'Void',
    paid: 'Paid',
  },
  invoiceDate: 'Date',
  invoiceNumber: 'Number',
  invoiceTotal: 'Amount',
  invoiceState: 'State',
  noInvoices: 'The first invoice will be here when the trial or the first month has begun.',
};
