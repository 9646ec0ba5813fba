import type { BusinessId, ExportId } from '../../contracts/ids.ts';
import type { Accountable } from '../audit/audit-entry.ts';

/** An archive of all that a business has, asked for by one of its owners. */
export type Export = {
  readonly v: 1;
  readonly id: ExportId;
  readonly businessId: BusinessId;
  readonly version: number;
  readonly state: 'requested' | 'ready';
  /** ISO instants. */
  readonly askedAt: string;
  readonly readyAt?: string | undefined;
  readonly bytes?: number | undefined;
  /** Lines of each list, by its name. */
  readonly counts?: Readonly<Record<string, number>> | undefined;
};

export type Exports = {
  /** As it stands now. */
  find(businessId: BusinessId, id: ExportId): Promise<Export | undefined>;
  /** Writes it and wakes until it is ready, on record; of one that is there: nothing. */
  ask(wanted: Export, by: Accountable): Promise<void>;
  /** Writes it, if nothing was changed meanwhile. */
  move(from: Export, to: Export): Promise<'moved' | 'changed'>;
};

/** One list of what a business has: rows one after the other, never all at once. */
export type ExportedList = { readonly name: string; readonly items: AsyncIterable<object> };

export type Exported = {
  /** Every list, in the order in which they stand in the archive. */
  lists(businessId: BusinessId): readonly ExportedList[];
};

/** Text files that become one archive; each is read to its end before the next one begins. */
export type Archives = {
  /** Writes it under a key made of the business and the export: a repeat takes its place. Answers how many bytes it has. */
  keep(
    wanted: Pick<Export, 'businessId' | 'id'>,
    files: AsyncIterable<{ readonly name: string; readonly text: AsyncIterable<string> }>,
  ): Promise<number>;
};

/** An address that opens the archive for some minutes, for whoever has it. */
export type ArchiveAddress = {
  sign(wanted: Pick<Export, 'businessId' | 'id'>): Promise<string>;
};
