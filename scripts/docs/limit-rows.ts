import type { RowKind } from './row-kinds.ts';

const business = { business: 'biz_' };
const partnerKey = { partner: 'ptr_', key: 'key_' };

const bucket = (whose: string) => ({
  what: `when the tokens of ${whose} will all be back`,
  holds: 'business' as const,
  kept: 'an hour after that (TTL)',
  kb: 1,
});

const tally = (what: string) => ({
  what,
  holds: 'business' as const,
  kept: 'three days (TTL)',
  kb: 1,
});

const ofDay = { day: '', cap: '' };

/** How much was asked lately, and how much a day has brought about. */
export const LIMIT_ROWS = {
  businessBucket: { ...bucket('a business'), args: business },
  businessTally: {
    ...tally(
      'which texts or invitations a business has had sent on one of its days, by fingerprints of their ids',
    ),
    args: { ...business, ...ofDay },
    kb: 3,
  },
  personBucket: { ...bucket('a person'), args: { person: '' } },
  personTally: {
    ...tally('which businesses a person has opened on a day, by fingerprints of their ids'),
    args: { person: '', ...ofDay },
  },
  partnerKeyBucket: { ...bucket("a partner's key"), args: partnerKey },
  partnerKeyTally: {
    ...tally("which businesses a partner's key has opened on a day, by fingerprints of their ids"),
    args: { ...partnerKey, ...ofDay },
    kb: 2,
  },
  askerBucket: { ...bucket('a network that asks without being signed in'), args: { fingerprint: '' } },
  askerTally: {
    ...tally('how often a network had us write to somebody on a day, or a phone was sent a code'),
    args: { fingerprint: '', ...ofDay },
  },
  accountBucket: { ...bucket('an account that passwords are tried for'), args: { addressId: '' } },
  accountTally: {
    ...tally('which codes were sent to an address on a day, by fingerprints of their ids'),
    args: { addressId: '', ...ofDay },
  },
  stageTally: { ...tally('how many texts all businesses together have had sent on a day'), args: ofDay },
} as const satisfies Readonly<Record<string, RowKind>>;
