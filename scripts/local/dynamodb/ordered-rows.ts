import type { WireItem } from './wire.ts';

/** An item as it was at some time, with its size in bytes. */
export type Image = { readonly item: WireItem; readonly size: number };

export type Row = {
  readonly hash: string;
  readonly order: string;
  /** Undefined while the row is deleted and still seen by eventually consistent reads. */
  image: Image | undefined;
  /** States that eventually consistent reads may still see, oldest first, each until its successor shows. */
  past: readonly { readonly image: Image | undefined; readonly untilMs: number }[] | undefined;
};

/** Rows by partition, ordered inside. */
export type OrderedRows = {
  find(hash: string, order: string): Row | undefined;
  /** Adds a row that is not there yet. */
  add(row: Row): void;
  remove(row: Row): void;
  /** The rows of a partition in order; not to be kept over a write. */
  partition(hash: string): readonly Row[];
  /** All rows, partitions in the order in which they came to be. */
  all(): Iterable<Row>;
  /** All partitions in the order of a scan, which is that of a hash, not of the keys. */
  scanned(): readonly string[];
};

/** First index whose row is not below an order. Every read and write comes by here, so it calls no `firstPast`. */
export const firstNotBelow = (rows: readonly Row[], order: string): number => {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as Row).order < order) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** FNV-1a, 32 bit: spreads partitions over shards and scan segments in the same way in every run. */
export const spread = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // Neighbouring keys differ in their last bits only, which FNV leaves close together.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
};

const NO_ROWS: readonly Row[] = [];

export const createOrderedRows = (): OrderedRows => {
  const partitions = new Map<string, Row[]>();
  let scanOrder: string[] | undefined;

  return {
    find(hash, order) {
      const rows = partitions.get(hash);
      if (!rows) return undefined;
      const row = rows[firstNotBelow(rows, order)];
      return row?.order === order ? row : undefined;
    },
    add(row) {
      const rows = partitions.get(row.hash);
      if (!rows) {
        partitions.set(row.hash, [row]);
        scanOrder = undefined;
      } else if ((rows.at(-1) as Row).order < row.order) rows.push(row);
      else rows.splice(firstNotBelow(rows, row.order), 0, row);
    },
    remove(row) {
      const rows = partitions.get(row.hash);
      if (!rows) return;
      const index = firstNotBelow(rows, row.order);
      if (rows[index] !== row) return;
      if (rows.length === 1) {
        partitions.delete(row.hash);
        scanOrder = undefined;
      } else rows.splice(index, 1);
    },
    partition: (hash) => partitions.get(hash) ?? NO_ROWS,
    *all() {
      for (const rows of partitions.values()) yield* rows;
    },
    scanned() {
      scanOrder ??= [...partitions.keys()]
        .map((hash) => ({ hash, at: spread(hash) }))
        .sort((one, two) => one.at - two.at || (one.hash < two.hash ? -1 : 1))
        .map(({ hash }) => hash);
      return scanOrder;
    },
  };
};

/** What a read sees of a row: a strongly consistent one the newest state, another maybe an older one. */
export const seen = (row: Row, nowMs: number, isConsistent: boolean): Image | undefined => {
  if (row.past === undefined || isConsistent) return row.image;
  for (let index = row.past.length - 1; index >= 0; index -= 1) {
    const state = row.past[index];
    if (state && nowMs >= state.untilMs) {
      return index === row.past.length - 1 ? row.image : row.past[index + 1]?.image;
    }
  }
  return row.past[0]?.image;
};
