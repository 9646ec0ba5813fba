import type { AccessPattern } from './access-pattern.ts';

const OPERATOR = 'api/operator';

/** What operators do with the table. Their own accounts are kept as those of owners are. */
export const OPERATOR_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'who asks, or is to be disabled',
    by: [OPERATOR],
    parts: ['GetItem person'],
    consistent: true,
  },
  {
    why: "whether an operator's session is open",
    by: [OPERATOR],
    parts: ['GetItem session'],
    consistent: true,
  },
  {
    why: "an operator's app is set up, anybody's sessions end",
    by: [OPERATOR],
    parts: ['UpdateItem person'],
  },
  { why: "an operator's session begins", by: [OPERATOR], parts: ['PutItem session'] },
  { why: "an operator's session ends", by: [OPERATOR], parts: ['UpdateItem session'] },
  { why: 'whose an address is', by: [OPERATOR], parts: ['GetItem address'], consistent: true },
  { why: 'the code of an operator', by: [OPERATOR], parts: ['GetItem code'], consistent: true },
  { why: "a code for an operator's password", by: [OPERATOR], parts: ['PutItem code'], due: 1 },
  { why: "a try at an operator's code", by: [OPERATOR], parts: ['UpdateItem code'] },
  {
    why: 'an operator is invited, on record',
    by: [OPERATOR],
    parts: ['PutItem code', 'UpdateItem operationsChain', 'PutItem operationsAudit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'an operator joins, on record',
    by: [OPERATOR],
    parts: [
      'PutItem person',
      'PutItem address',
      'PutItem operator',
      'UpdateItem activeOperators',
      'UpdateItem operationsChain',
      'PutItem operationsAudit',
    ],
    inOne: true,
  },
  {
    why: 'somebody is disabled or let in again, on record',
    by: [OPERATOR],
    parts: [
      'UpdateItem person',
      'UpdateItem activeOperators?',
      'UpdateItem operationsChain',
      'PutItem operationsAudit',
    ],
    inOne: true,
  },
  {
    why: 'what comes before on the record of operations',
    by: [OPERATOR],
    parts: ['GetItem operationsChain'],
    consistent: true,
  },
  { why: 'who is an operator', by: [OPERATOR], parts: ['Query operator'], consistent: true },
  { why: "take an operator's Idempotency-Key", by: [OPERATOR], parts: ['PutItem personRequest'] },
  { why: 'keep what was answered under it', by: [OPERATOR], parts: ['UpdateItem personRequest'] },
  { why: 'let it go again', by: [OPERATOR], parts: ['DeleteItem personRequest'] },

  { why: 'all businesses, by id', by: [OPERATOR], parts: ['Query configuration'], index: 'due' },
  {
    why: 'a business, as operators see it',
    by: [OPERATOR],
    parts: ['GetItem configuration'],
    consistent: true,
  },
  { why: 'the team that an operator looks at', by: [OPERATOR], parts: ['Query member'], consistent: true },
  { why: 'the record that an operator looks at', by: [OPERATOR], parts: ['Query audit'] },
  { why: 'calls by time, for an operator', by: [OPERATOR], parts: ['Query call'], index: 'listed' },
  { why: 'each of them', by: [OPERATOR], parts: ['GetItem call'], consistent: true },
  {
    why: 'how much waits in quarantine',
    by: [OPERATOR],
    parts: ['Query quarantined'],
    consistent: true,
  },
];
