import type { Route } from '../../contracts/api/route.ts';
import type { Bucket } from './bucket.ts';

/**
 * What whoever asks may ask of the HTTP API, in tokens. A stage has these times its `limitFactor` (lib/stages.ts).
 * Telephone calls and vendors' webhooks have none of it: their throttle is the API's alone.
 */
export const BUCKETS = {
  /** All members together: ten reads a second all day, and sixty changes at once. */
  business: { capacity: 300, everyMs: 100 },
  /** What somebody asks for themself: who I am, opening a business. Of an operator, everything. */
  person: { capacity: 150, everyMs: 200 },
  /** One key of a partner: a program, which asks steadily. */
  partnerKey: { capacity: 300, everyMs: 100 },
  /** An address that nobody has signed in from, an office of many people maybe: sixty sign-ins at once. */
  asker: { capacity: 600, everyMs: 1000 },
  /** Passwords for one account, right or wrong, from wherever: ten at once, and 1,450 in a day. */
  account: { capacity: 10, everyMs: 60_000 },
} as const satisfies Readonly<Record<string, Bucket>>;

/** Tokens that a request costs, where its route says nothing else. */
const COSTS = { read: 1, change: 5 } as const;

export const costOf = ({ method, cost }: Pick<Route, 'method' | 'cost'>): number =>
  cost ?? (method === 'GET' ? COSTS.read : COSTS.change);

/** What costs money or a stranger's patience, and how much of it a day may bring; a business's day is its own. */
export const DAILY_CAPS = {
  /** Confirmations of one business: ten times what a busy one books. */
  'texts of a business': 250,
  /** Apart from confirmations: who writes STOP and START all day must not use those up. */
  'replies of a business': 100,
  /** Both of all businesses together (UTC): what a fault of ours may cost before somebody looks. */
  'texts of the stage': 20_000,
  /** Codes for one mailbox, whatever for (UTC). */
  'codes for an address': 10,
  /** Codes that one address on the internet had us send (UTC). */
  'codes for an asker': 50,
  'invitations of a business': 50,
  /** Texts and calls with a code, to a phone that somebody named: they cost money, and may be unwanted. */
  'phone codes of a business': 6,
  /** Each reads all that a business has. */
  'exports of a business': 5,
  /** Each asks a model, which costs money: some twenty conversations. */
  'rehearsed moves of a business': 400,
  'phone codes of a partner key': 200,
  /** Whoever asks for them: a stranger's phone may have been named (UTC). */
  'codes for a phone': 8,
  /** The same of the PINs that the registry of carriers texts sole proprietors (UTC). */
  'PINs for a phone': 4,
  /** UTC, as what follows. */
  'businesses of a person': 10,
  'businesses of a partner key': 100,
  /** Trials and replays, each of which calls a stranger's address. */
  'webhooks by hand of a partner key': 500,
} as const;

export type DailyCap = keyof typeof DAILY_CAPS;
