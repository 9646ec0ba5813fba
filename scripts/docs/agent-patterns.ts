import type { AccessPattern } from './access-pattern.ts';

const OWNER = 'api/owner';
const PUBLISH = 'workers/continue-onboarding';

export const AGENT_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'which agent callers hear',
    by: [OWNER, PUBLISH],
    parts: ['GetItem agentRecord'],
    consistent: true,
  },
  {
    why: 'an agent that callers heard before',
    by: [OWNER, PUBLISH],
    parts: ['GetItem agentVersion'],
    consistent: true,
  },
  { why: 'every agent that callers heard', by: [OWNER], parts: ['Query agentRecord'], consistent: true },
  {
    why: 'the settings that an agent is made of',
    by: [PUBLISH],
    parts: ['GetItem configuration'],
    consistent: true,
  },
  {
    why: 'claim a publish, and remember each step of it',
    by: [PUBLISH],
    parts: ['UpdateItem agentRecord'],
    inOne: true,
  },
  {
    why: 'callers hear another agent: put it on record',
    by: [PUBLISH],
    parts: ['UpdateItem agentRecord', 'PutItem agentVersion?', 'PutItem audit'],
    inOne: true,
  },
  {
    why: 'an agent that is made in the place of another is the business’s before callers hear it',
    by: [PUBLISH],
    parts: ['UpdateItem configuration', 'PutItem agent'],
    inOne: true,
  },
  {
    why: 'whether a number that leads elsewhere is still the business’s',
    by: [PUBLISH],
    parts: ['GetItem number'],
    consistent: true,
  },
  {
    why: 'go back to the agent before, and put it on record',
    by: [OWNER],
    parts: ['UpdateItem agentRecord', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
];
