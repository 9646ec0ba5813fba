import type { BusinessId } from '../../contracts/ids.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { Page, PageWanted } from '../lists/ports.ts';
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
  /** Those with feedback that is open, or that is not, the latest first. Refuses with `cursor_invalid`. */
  list(
    id: BusinessId,
    wanted: Pick<PageWanted, 'limit' | 'cursor'> & { readonly open: boolean },
  ): Promise<Page<Remark>>;
};
