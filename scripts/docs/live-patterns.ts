import type { AccessPattern } from './access-pattern.ts';

const OWNER = 'api/owner';
const LIVE = 'realtime/connections';
const PUSH = 'workers/push-changes';

/** What the live channel does with the table. */
export const LIVE_PATTERNS: readonly AccessPattern[] = [
  { why: 'a ticket for the live channel', by: [OWNER], parts: ['PutItem liveTicket'] },
  {
    why: 'whom a ticket lets in',
    by: [LIVE],
    parts: ['GetItem liveTicket'],
    consistent: true,
  },
  {
    why: 'a page comes: its ticket is used up, where it is found',
    by: [LIVE],
    parts: ['DeleteItem liveTicket', 'PutItem liveConnection', 'PutItem connection'],
    inOne: true,
  },
  { why: 'whose page it is', by: [LIVE], parts: ['GetItem connection'], consistent: true },
  {
    why: 'how far the channel has come',
    by: [LIVE],
    parts: ['GetItem liveSequence'],
    consistent: true,
  },
  {
    why: 'which pages of a business are open',
    by: [LIVE, PUSH],
    parts: ['Query liveConnection'],
    consistent: true,
  },
  { why: 'numbers for messages', by: [PUSH], parts: ['UpdateItem liveSequence'] },
  { why: 'a page has gone, or was cut off', by: [LIVE, PUSH], parts: ['DeleteItem liveConnection'] },
  { why: 'whose page it was', by: [LIVE, PUSH], parts: ['DeleteItem connection'] },
];
