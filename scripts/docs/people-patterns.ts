import type { AccessPattern } from './access-pattern.ts';

const PEOPLE = 'api/people';
const OWNER = 'api/owner';
const EMAIL = 'workers/send-email';
const LIVE = 'realtime/connections';
const PUSH = 'workers/push-changes';

/** What the HTTP API and what belongs to it does with the table. */
export const PEOPLE_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'who a person is, whether they are let in',
    by: [PEOPLE, OWNER, LIVE, PUSH],
    parts: ['GetItem person'],
    consistent: true,
  },
  {
    why: 'whether a session is open',
    by: [PEOPLE, OWNER, LIVE, PUSH],
    parts: ['GetItem session'],
    consistent: true,
  },
  {
    why: 'whether a person is a member',
    by: [PEOPLE, OWNER, LIVE, PUSH],
    parts: ['GetItem membership'],
    consistent: true,
  },
  {
    why: 'where a person is a member',
    by: [PEOPLE, PUSH],
    parts: ['Query person'],
    consistent: true,
  },
  {
    why: 'make a person, with their address',
    by: [PEOPLE],
    parts: ['PutItem person', 'PutItem address'],
    inOne: true,
  },
  { why: 'an authenticator app is set up', by: [PEOPLE], parts: ['UpdateItem person'] },
  { why: 'begin a session', by: [PEOPLE], parts: ['PutItem session'] },
  { why: 'end a session', by: [PEOPLE], parts: ['UpdateItem session'] },
  { why: 'end all sessions of a person', by: [PEOPLE], parts: ['UpdateItem person'] },
  { why: 'who has an address', by: [PEOPLE, EMAIL], parts: ['GetItem address'], consistent: true },
  { why: 'a code', by: [PEOPLE, EMAIL], parts: ['GetItem code'], consistent: true },
  { why: 'a new code in the place of the last', by: [PEOPLE], parts: ['PutItem code'], due: 1 },
  { why: 'one try less, or none: the code is spent', by: [PEOPLE], parts: ['UpdateItem code'] },

  {
    why: 'open a business with its first owner',
    by: [PEOPLE],
    parts: [
      'PutItem configuration',
      'PutItem member',
      'PutItem membership',
      'UpdateItem owners',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
    due: 1,
  },
  {
    why: 'the last link of what people decided',
    by: [PEOPLE, OWNER],
    parts: ['GetItem auditChain'],
    consistent: true,
  },
  { why: 'the team, or whom it has invited', by: [PEOPLE], parts: ['Query member'], consistent: true },
  { why: 'a member', by: [PEOPLE], parts: ['GetItem member'], consistent: true },
  { why: 'an invitation', by: [PEOPLE], parts: ['GetItem invitation'], consistent: true },
  {
    why: 'somebody is invited, on record; the code follows',
    by: [PEOPLE],
    parts: ['PutItem invitation', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
  },
  {
    why: 'an invitation is withdrawn, on record; then its code is spent',
    by: [PEOPLE],
    parts: ['UpdateItem invitation', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
  },
  {
    why: 'an invitation is over: it was withdrawn, or somebody has joined',
    by: [PEOPLE],
    parts: ['DeleteItem invitation'],
  },
  {
    why: 'a member joins or gets another role',
    by: [PEOPLE],
    parts: [
      'PutItem member',
      'PutItem membership',
      'UpdateItem owners?',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
  },
  {
    why: 'a member is removed',
    by: [PEOPLE],
    parts: [
      'DeleteItem member',
      'DeleteItem membership',
      'UpdateItem owners?',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
  },

  { why: 'take an Idempotency-Key', by: [PEOPLE, OWNER], parts: ['PutItem request'] },
  { why: 'keep the answer under the key, or take over', by: [PEOPLE, OWNER], parts: ['UpdateItem request'] },
  { why: 'let a key go', by: [PEOPLE, OWNER], parts: ['DeleteItem request'] },
  { why: "take a person's Idempotency-Key", by: [PEOPLE], parts: ['PutItem personRequest'] },
  { why: 'keep the answer under it, or take over', by: [PEOPLE], parts: ['UpdateItem personRequest'] },
  { why: 'let it go', by: [PEOPLE], parts: ['DeleteItem personRequest'] },

  {
    why: 'the business and its settings',
    by: [PEOPLE, OWNER, EMAIL],
    parts: ['GetItem configuration'],
    consistent: true,
  },
  {
    why: 'change settings, and put it on record',
    by: [OWNER],
    parts: ['UpdateItem configuration', 'UpdateItem settingsNews', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  { why: "a customer's call", by: [OWNER], parts: ['GetItem call'], consistent: true },
  {
    why: 'an appointment with its fee and texts',
    by: [OWNER],
    parts: ['Query appointment'],
    consistent: true,
  },
  ...(['appointment', 'fee', 'text', 'customer'] as const).map(
    (row): AccessPattern => ({
      why: `a listed ${row}`,
      by: [OWNER],
      parts: [`GetItem ${row}`],
      consistent: true,
    }),
  ),
  { why: 'what a customer has said about texts', by: [OWNER], parts: ['GetItem consent'], consistent: true },
  {
    why: 'what the customers of a page have said about texts',
    by: [OWNER],
    parts: ['BatchGetItem consent+'],
    consistent: true,
  },
  {
    why: 'customers by their last contact',
    by: [OWNER],
    parts: ['Query customer'],
    index: 'listed',
  },
  { why: 'calls by time', by: [OWNER], parts: ['Query call'], index: 'listed' },
  { why: 'appointments by time', by: [OWNER], parts: ['Query appointment'], index: 'listed' },
  { why: 'fees by time', by: [OWNER], parts: ['Query fee'], index: 'listed' },
  { why: 'texts by time', by: [OWNER], parts: ['Query text'], index: 'listed' },
  { why: 'how a business pays', by: [OWNER], parts: ['GetItem account'], consistent: true },
  {
    why: 'what a business has paid for its subscription',
    by: [OWNER],
    parts: ['Query account'],
    consistent: true,
  },
  { why: 'what was decided, by time', by: [OWNER], parts: ['Query audit'] },
  {
    why: 'whether all that people decided is there and unchanged',
    by: [OWNER],
    parts: ['Query audit+'],
    consistent: true,
  },
];
