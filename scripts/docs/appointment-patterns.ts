import type { AccessPattern } from './access-pattern.ts';

const OWNER = 'api/owner';

/** What people of a business do with its appointments. */
export const APPOINTMENT_PATTERNS: readonly AccessPattern[] = [
  { why: 'what is taken on the days asked for', by: [OWNER], parts: ['Query configuration'] },
  {
    why: 'whether a customer has said that they want texts',
    by: [OWNER],
    parts: ['GetItem consent'],
    consistent: true,
  },
  {
    why: 'make an appointment by hand: take the time, write it, put it on record',
    by: [OWNER],
    parts: ['PutItem appointment', 'UpdateItem day+', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'move or cancel an appointment: free its time and take the new one, put it on record, announce it',
    by: [OWNER],
    parts: [
      'UpdateItem appointment',
      'UpdateItem day+',
      'PutItem news',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
    due: 1,
  },
];
