import type { AccessPattern } from './access-pattern.ts';

const OWNER = 'api/owner';
const OPERATOR = 'api/operator';
const BACK = 'workers/give-fee-back';

/** What is done about contested fees. The worker brings an owed one to its end by what charging does with the table. */
export const CONTEST_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'what was said against a fee',
    by: [OWNER, OPERATOR, BACK],
    parts: ['GetItem contest'],
    consistent: true,
  },
  {
    why: 'contest a fee: the contest, its mark on the fee, on record; what it is a duplicate of, or of which allowance',
    by: [OWNER],
    parts: [
      'PutItem contest',
      'PutItem contestInReview?',
      'UpdateItem fee',
      'ConditionCheckItem fee?',
      'UpdateItem contestAllowance?',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
    due: 2,
  },
  {
    why: 'contested fees that wait for an operator',
    by: [OPERATOR],
    parts: ['Query contestInReview'],
    index: 'due',
  },
  {
    why: 'an operator decides about a contested fee, on record',
    by: [OPERATOR],
    parts: ['UpdateItem contest', 'DeleteItem contestInReview', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 3,
  },
  {
    why: 'a contested fee of a business that has left is decided for its owner, on record, and not charged any more',
    by: [BACK],
    parts: ['UpdateItem contest', 'DeleteItem contestInReview', 'UpdateItem fee', 'PutItem audit'],
    inOne: true,
    due: 3,
  },
  {
    why: 'claim a contested fee, or put it off',
    by: [BACK],
    parts: ['UpdateItem contest'],
    inOne: true,
    due: 2,
  },
  {
    why: 'a contested fee is not to be charged any more',
    by: [BACK],
    parts: ['UpdateItem fee'],
  },
  {
    why: 'a contested fee has gone back, on record; with it ends one whose invoice is void',
    by: [BACK],
    parts: ['UpdateItem contest', 'UpdateItem fee?', 'PutItem audit+'],
    inOne: true,
    due: 2,
  },
];
