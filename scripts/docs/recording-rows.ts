import type { RowKind } from './row-kinds.ts';

/** What stands beside a call. */
export const RECORDING_ROWS = {
  recording: {
    what: 'what there is to be heard of a call: whether it was copied, how loud it is, until when it is kept',
    args: { business: 'biz_', call: '' },
    holds: 'personal',
    kept: 'as long as the business, and longer where it is held',
    due: 'until the bus has its event; and when its time is over, until it is gone',
    kb: 2,
  },
  remark: {
    what: 'what people of a business say of a call: that it was spam or a test, how it went',
    args: { business: 'biz_', call: '' },
    holds: 'personal',
    kept: 'as long as the business',
    listed: true,
    kb: 1,
  },
  hold: {
    what: 'that a recording has to be kept, and why',
    args: { business: 'biz_', call: '' },
    holds: 'business',
    kept: 'as long as the business, and longer while it holds',
    kb: 1,
  },
} as const satisfies Readonly<Record<string, RowKind>>;
