import type { AccessPattern } from './access-pattern.ts';

const ASK = ['api/owner', 'api/operator'];
const WORK = 'workers/continue-onboarding';

/** How a business is suspended, and how it leaves. */
export const LEAVING_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'how far a business that leaves has come',
    by: [...ASK, WORK],
    parts: ['GetItem closing'],
    consistent: true,
  },
  {
    why: 'how far a business has come that an operator suspends or closes',
    by: ['api/operator'],
    parts: ['Query onboarding'],
    consistent: true,
  },
  {
    why: 'the last link of what people did at a business that an operator suspends or closes',
    by: ['api/operator'],
    parts: ['GetItem auditChain'],
    consistent: true,
  },
  { why: 'whether a business is suspended', by: ASK, parts: ['GetItem suspension'], consistent: true },
  {
    why: 'suspend a business or serve it again, on record',
    by: ASK,
    parts: ['PutItem suspension', 'UpdateItem configuration', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'begin to close a business, for which nothing is made any more, on record',
    by: ASK,
    parts: [
      'PutItem closing',
      'PutItem onboarding',
      'PutItem onboardingStep*',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
    due: 2,
  },
  {
    why: 'close at once what waits for the end of what is paid, on record',
    by: ASK,
    parts: ['PutItem closing', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'claim a closing, note what a vendor has, and that it has it no more',
    by: [WORK],
    parts: ['PutItem closing'],
    inOne: true,
    due: 1,
  },
  {
    why: 'the line is being taken down: serve nobody in full',
    by: [WORK],
    parts: ['UpdateItem configuration'],
  },
  { why: "an order of numbers is nobody's", by: [WORK], parts: ['DeleteItem numberOrder'] },
  { why: "a brand is nobody's", by: [WORK], parts: ['DeleteItem brand'] },
  { why: "a campaign is nobody's", by: [WORK], parts: ['DeleteItem campaign'] },
  {
    why: "the business has no line and its names are nobody's, on record",
    by: [WORK],
    parts: [
      'UpdateItem configuration',
      'PutItem closing',
      'PutItem onboarding',
      'PutItem onboardingStep*',
      'PutItem audit',
      'DeleteItem agent*',
      'DeleteItem number*',
    ],
    inOne: true,
    due: 1,
  },
];
