import type { RowKind } from './row-kinds.ts';

const business = { business: 'biz_' };

/** Rows of the live channel. */
export const LIVE_ROWS = {
  // First: a Query is known by its partition alone.
  liveConnection: {
    what: 'an open page of a member',
    args: { ...business, connection: '' },
    holds: 'business',
    kept: 'until it is closed, two hours at the most (TTL)',
    kb: 1,
  },
  liveTicket: {
    what: 'whom a ticket lets into the live channel, under its fingerprint; deleted as it is used',
    args: { ...business, fingerprint: '' },
    holds: 'business',
    kept: 'a minute (TTL)',
    kb: 1,
  },
  liveSequence: {
    what: 'the number of the latest message to open pages',
    args: business,
    holds: 'business',
    kept: '30 days after it (TTL)',
    kb: 1,
  },
  connection: {
    what: 'whose page a connection is',
    args: { connection: '' },
    holds: 'business',
    kept: 'until it is closed, two hours at the most (TTL)',
    kb: 1,
  },
} as const satisfies Readonly<Record<string, RowKind>>;
