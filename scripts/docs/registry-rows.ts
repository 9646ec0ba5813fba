import type { RowKind } from './row-kinds.ts';

const WITH_BUSINESS = 'as long as the business';

/** Whose something is that a vendor has its own name for. */
export const REGISTRY_ROWS = {
  agent: {
    what: 'whose a Retell agent is',
    args: { agent: '' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  number: {
    what: 'whose a telephone number is; a number of a business, never of a caller',
    args: { number: '' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  provision: {
    what: 'what the carrier sets up for a business: orders of numbers, its brand, its campaigns',
    args: { business: 'biz_', what: '', itsId: '' },
    holds: 'business',
    kept: WITH_BUSINESS,
    due: 'until the bus has its event',
    kb: 1,
  },
  numberOrder: {
    what: 'whose an order of numbers is',
    args: { order: '' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  brand: {
    what: 'whose a 10DLC brand is',
    args: { brand: '' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  campaign: {
    what: 'whose a 10DLC campaign is',
    args: { campaign: '' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  stripeCustomer: {
    what: 'whose a Stripe customer is',
    args: { customer: 'cus_' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  stripeInvoice: {
    what: 'what a Stripe invoice is for',
    args: { invoice: 'in_' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  stripePayment: {
    what: 'which invoice a Stripe payment paid',
    args: { payment: 'p' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  trial: {
    what: 'who tried the service with a phone, with a name and address, or with a card; a fingerprint of it, which the business has proven to be its own',
    args: { fingerprint: '' },
    holds: 'business',
    kept: 'for good, so that nobody tries twice; until then, if it is given back before anything was subscribed',
    kb: 1,
  },
  trialOf: {
    what: 'what a business has claimed to try the service with, and whether it has',
    args: { business: 'biz_' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
} as const satisfies Readonly<Record<string, RowKind>>;
