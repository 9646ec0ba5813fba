import type { Accountable } from '../audit/audit-entry.ts';
import type { Remark } from './remark.ts';

/** What was said now. */
export type RemarkChange = {
  readonly from: Remark | undefined;
  readonly to: Remark;
  readonly what: 'call.marked' | 'call.rated';
  readonly by: Accountable;
  readonly at: string;
};

export type Remarks = {
  /** Writes it on record, if nothing was changed meanwhile. */
  move(change: RemarkChange): Promise<'moved' | 'changed'>;
};
