import type { RowKind } from './row-kinds.ts';

const business = { business: 'biz_' };

/** What callers hear, and what it is made of. */
export const AGENT_ROWS = {
  agentRecord: {
    what: 'which agent callers hear, what was made at the voice vendor, a publish under way or failed',
    args: business,
    holds: 'business',
    kept: 'as long as the business',
    due: 'until the bus has its event',
    kb: 1,
  },
  agentVersion: {
    what: 'an agent that callers heard: prompt, tools and what stands in for what is filled in',
    args: { ...business, version: '' },
    holds: 'personal',
    kept: 'as long as the business',
    kb: 16,
  },
  settingsNews: {
    what: 'that settings have changed, for what follows them',
    args: business,
    holds: 'business',
    kept: 'as long as the business',
    due: 'until the bus has its event',
    kb: 1,
  },
} as const satisfies Readonly<Record<string, RowKind>>;
