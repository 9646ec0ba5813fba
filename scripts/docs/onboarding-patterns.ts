import type { AccessPattern } from './access-pattern.ts';

const OWNER = 'api/owner';
const PARTNER = 'api/partner';
const WORK = 'workers/continue-onboarding';

/** How a business comes to its line. */
export const ONBOARDING_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'how far a business has come: all of it and its steps at once',
    by: [OWNER, PARTNER, WORK],
    parts: ['Query onboarding'],
    consistent: true,
  },
  {
    why: 'begin an onboarding, with all its steps',
    by: [OWNER, PARTNER],
    parts: ['PutItem onboarding', 'PutItem onboardingStep+'],
    inOne: true,
    due: 1,
  },
  {
    why: 'an owner says something of a step, on record',
    by: [OWNER],
    parts: ['PutItem onboarding', 'PutItem onboardingStep', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 2,
  },
  {
    why: 'a partner says something of a step for an owner who is yet to come, on record',
    by: [PARTNER],
    parts: [
      'ConditionCheckItem owners',
      'PutItem onboarding',
      'PutItem onboardingStep',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
    due: 2,
  },
  {
    why: 'claim a step, remember what a vendor has made, settle it',
    by: [WORK],
    parts: ['PutItem onboarding', 'PutItem onboardingStep+'],
    inOne: true,
    due: 2,
  },
  {
    why: 'a business is known by its customer at Stripe',
    by: [WORK],
    parts: ['UpdateItem configuration', 'PutItem stripeCustomer'],
    inOne: true,
  },
  {
    why: 'give a business its line, with whose agent and number that is',
    by: [WORK],
    parts: ['UpdateItem configuration', 'PutItem agent', 'PutItem number', 'PutItem stripeCustomer'],
    inOne: true,
  },
  { why: 'whose an order of numbers is', by: [WORK], parts: ['PutItem numberOrder'] },
  { why: 'whose a brand is', by: [WORK], parts: ['PutItem brand'] },
  { why: 'whose a campaign is', by: [WORK], parts: ['PutItem campaign'] },
  {
    why: 'carriers take the texts of its number, or no more',
    by: [WORK],
    parts: ['UpdateItem configuration'],
  },
  {
    why: 'texts that waited for the carriers, once they take them',
    by: [WORK],
    parts: ['Query appointment'],
    consistent: true,
  },
  {
    why: 'ask anew for a text that waited for the carriers',
    by: [WORK],
    parts: ['PutItem text'],
    inOne: true,
    due: 1,
  },
  { why: 'have ends of calls to a number announced for a while', by: [WORK], parts: ['PutItem number'] },
  { why: 'what waits for the business', by: [WORK], parts: ['Query quarantined'], consistent: true },
  { why: 'whether somebody has called', by: [WORK], parts: ['Query call'], index: 'listed' },
  { why: 'a call that was found so', by: [WORK], parts: ['GetItem call'], consistent: true },
  {
    why: 'what a business has claimed to try the service with',
    by: [WORK],
    parts: ['GetItem trialOf'],
    consistent: true,
  },
  {
    why: 'claim a trial with phone and address, or settle it with a card',
    by: [WORK],
    parts: ['UpdateItem trialOf', 'PutItem trial+'],
    inOne: true,
  },
  {
    why: 'give back what a visit to the checkout held that was given up',
    by: [WORK],
    parts: ['DeleteItem trialOf', 'DeleteItem trial+'],
    inOne: true,
  },
  {
    why: 'a second trial ends at once: put it on record',
    by: [WORK],
    parts: ['UpdateItem trialOf', 'PutItem audit'],
    inOne: true,
  },
];
