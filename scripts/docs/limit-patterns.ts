import type { AccessPattern } from './access-pattern.ts';

const PEOPLE = 'api/people';
const OWNER = 'api/owner';
const OPERATOR = 'api/operator';
const PARTNER = 'api/partner';
const TEXTS = 'workers/send-confirmation';

/** How much may be asked, and how much a day may bring about. */
export const LIMIT_PATTERNS: readonly AccessPattern[] = [
  { why: 'take tokens of a business', by: [PEOPLE, OWNER], parts: ['UpdateItem businessBucket'] },
  { why: 'take tokens of a person', by: [PEOPLE, OPERATOR], parts: ['UpdateItem personBucket'] },
  { why: "take tokens of a partner's key", by: [PARTNER], parts: ['UpdateItem partnerKeyBucket'] },
  { why: 'take tokens of a network', by: [PEOPLE, OPERATOR], parts: ['UpdateItem askerBucket'] },
  { why: 'try a password', by: [PEOPLE, OPERATOR], parts: ['UpdateItem accountBucket'] },
  {
    why: 'count a text or an invitation of the day',
    by: [TEXTS, PEOPLE, OWNER],
    parts: ['UpdateItem businessTally'],
  },
  { why: 'count a text of the stage', by: [TEXTS], parts: ['UpdateItem stageTally'] },
  {
    why: 'count a code for an address',
    by: [PEOPLE, OPERATOR, PARTNER],
    parts: ['UpdateItem accountTally'],
  },
  { why: 'count a code that a network asked for', by: [PEOPLE, OPERATOR], parts: ['UpdateItem askerTally'] },
  {
    why: 'count a code or a PIN for a phone, whoever named it',
    by: ['workers/continue-onboarding'],
    parts: ['UpdateItem askerTally'],
  },
  { why: 'count a business that somebody opens', by: [PEOPLE], parts: ['UpdateItem personTally'] },
  { why: 'count a business that a partner opens', by: [PARTNER], parts: ['UpdateItem partnerKeyTally'] },
];
