import type { AccessPattern } from './access-pattern.ts';

const OWNER = 'api/owner';
const COPY = 'workers/copy-recording';
const LEAVE = 'workers/continue-onboarding';

/** What stands beside a call, and how it comes there. */
export const RECORDING_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'a call with its recording and what is said of it, listed or asked for',
    by: [OWNER],
    parts: ['Query call'],
    consistent: true,
  },
  { why: 'what is said of a call, listed', by: [OWNER], parts: ['GetItem remark'], consistent: true },
  {
    why: 'say something of a call, on record',
    by: [OWNER],
    parts: ['PutItem remark', 'ConditionCheckItem call', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
  },
  {
    why: 'hold a recording or let it go, on record',
    by: [OWNER],
    parts: ['PutItem hold', 'ConditionCheckItem recording', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
  },
  {
    why: 'somebody listens, on record',
    by: [OWNER],
    parts: ['UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
  },
  { why: 'a recording', by: [COPY], parts: ['GetItem recording'], consistent: true },
  {
    why: 'a recording was copied or lost, unless its business has left',
    by: [COPY],
    parts: ['PutItem recording', 'ConditionCheckItem closing'],
    inOne: true,
    due: 2,
  },
  {
    why: 'the time of a recording is over, unless it is held',
    by: [COPY],
    parts: ['PutItem recording', 'ConditionCheckItem hold'],
    inOne: true,
    due: 1,
  },
  { why: 'whether a recording is held', by: [LEAVE], parts: ['GetItem hold'], consistent: true },
];
