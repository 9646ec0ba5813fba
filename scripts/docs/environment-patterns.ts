import type { AccessPattern } from './access-pattern.ts';

const ENVIRONMENT = 'api/environment';

/** What the function that tells operators how a stage is set up does with the table: who asks, and no more. */
export const ENVIRONMENT_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'which operator looks at the set-up',
    by: [ENVIRONMENT],
    parts: ['GetItem person'],
    consistent: true,
  },
  { why: 'whether their session is open', by: [ENVIRONMENT], parts: ['GetItem session'], consistent: true },
  { why: 'take tokens of an operator', by: [ENVIRONMENT], parts: ['UpdateItem personBucket'] },
];
