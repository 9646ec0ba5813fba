import type { RowKind } from './row-kinds.ts';

const business = { business: 'biz_' };
const WITH_BUSINESS = 'as long as the business';

/** Rows of people: accounts, sessions, codes, teams, and what they asked for under an Idempotency-Key. */
export const PEOPLE_ROWS = {
  member: {
    what: 'a member of the team, as the business sees it',
    args: { ...business, person: '' },
    holds: 'personal',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  owners: {
    what: 'how many owners a business has: the last one stays',
    args: business,
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  request: {
    what: 'a request made under an Idempotency-Key, with its answer',
    args: { ...business, fingerprint: '' },
    holds: 'personal',
    kept: '45 days (TTL)',
    kb: 1,
  },
  operator: {
    what: 'that somebody runs the product',
    args: { person: '' },
    holds: 'personal',
    kept: 'for ever',
    kb: 1,
  },
  activeOperators: {
    what: 'how many operators may sign in: the last one stays',
    args: {},
    holds: 'business',
    kept: 'always, one row',
    kb: 1,
  },
  person: {
    what: 'somebody with an account: address, name, whether we let them in',
    args: { person: '' },
    holds: 'personal',
    kept: 'as long as the account',
    kb: 1,
  },
  session: {
    what: 'a sign-in, and whether it has been ended',
    args: { person: '', session: '' },
    holds: 'personal',
    kept: 'until it can be refreshed no more (TTL); an ended one says so',
    kb: 1,
  },
  membership: {
    what: 'where a person is a member, and in which role',
    args: { person: '', business: 'biz_' },
    holds: 'business',
    kept: 'as long as the membership',
    kb: 1,
  },
  personRequest: {
    what: "a person's request under an Idempotency-Key that belongs to no business, with its answer",
    args: { person: '', fingerprint: '' },
    holds: 'personal',
    kept: '45 days (TTL)',
    kb: 1,
  },
  partnerRequest: {
    what: "a partner's request under an Idempotency-Key that belongs to no business, with its answer",
    args: { partner: 'ptr_', fingerprint: '' },
    holds: 'business',
    kept: '45 days (TTL)',
    kb: 1,
  },
  // What lies in partitions below a partner's own comes first: a Query is known by its partition alone.
  partnerBusiness: {
    what: 'a business that a partner has opened',
    args: { partner: 'ptr_', business: 'biz_' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  partnerReference: {
    what: "which business a partner's own id means, under its fingerprint",
    args: { partner: 'ptr_', fingerprint: '' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  keyUse: {
    what: 'the hour in which a key was used last',
    args: { partner: 'ptr_', key: 'key_' },
    holds: 'business',
    kept: 'as long as the partner',
    kb: 1,
  },
  keyMonth: {
    what: 'how many requests were made with a key in a month',
    args: { partner: 'ptr_', month: '', key: 'key_' },
    holds: 'business',
    kept: '400 days after its first request (TTL)',
    kb: 1,
  },
  partner: {
    what: 'a partner: name, whom to ask, whether its keys open anything',
    args: { partner: 'ptr_' },
    holds: 'personal',
    kept: 'as long as the partner',
    kb: 1,
  },
  partnerKey: {
    what: "a partner's key: its hash, what it opens, until when; never the key",
    args: { partner: 'ptr_', key: 'key_' },
    holds: 'business',
    kept: 'as long as the partner, revoked or not',
    kb: 1,
  },
  keyHolder: {
    what: 'which partner a key is of',
    args: { key: 'key_' },
    holds: 'business',
    kept: 'as long as the partner',
    kb: 1,
  },
  address: {
    what: 'which person has an e-mail address',
    args: { addressId: '' },
    holds: 'personal',
    kept: 'as long as the account',
    kb: 1,
  },
  code: {
    what: 'a code that was sent to an address: what it is made of, never the code',
    args: { addressId: '', name: '' },
    holds: 'personal',
    kept: 'two hours longer than it holds (TTL), used or not',
    due: 'until the bus has its event',
    kb: 1,
  },
} as const satisfies Readonly<Record<string, RowKind>>;
