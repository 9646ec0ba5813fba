import type { RowKind } from './row-kinds.ts';

const ofFee = { business: 'biz_', fee: 'fee_' };

/** What owners say against fees, and what became of it. */
export const CONTEST_ROWS = {
  contest: {
    what: "what an owner says against a fee, what was decided by which rule, how it went back; the owner's words until the business is erased",
    args: ofFee,
    holds: 'personal',
    kept: 'as long as the business; without words seven years (TTL)',
    due: 'until it is given back or refused',
    kb: 2,
  },
  contestInReview: {
    what: 'that a contested fee waits for an operator',
    args: ofFee,
    holds: 'business',
    kept: 'until it is decided',
    due: 'never: it stands there as one of all that wait, in a shard of their own',
    kb: 1,
  },
  contestAllowance: {
    what: 'how many contested fees were given back in a month without anybody looking',
    args: { business: 'biz_', month: '' },
    holds: 'business',
    kept: 'as long as the business; after that seven years (TTL)',
    kb: 1,
  },
} as const satisfies Readonly<Record<string, RowKind>>;
