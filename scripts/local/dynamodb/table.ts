import { failure } from './failure.ts';
import { type KeySchema, keyOf, type Place } from './key-schema.ts';
import { type Image, type OrderedRows, type Row, spread } from './ordered-rows.ts';
import { sameAttributes } from './same-value.ts';
import type { SecondaryIndex } from './secondary-index.ts';
import { type ChangeRecord, imagesFor, type ShardLog, type StreamViewType } from './stream-log.ts';
import type { WireItem } from './wire.ts';

export type TableStream = {
  readonly arn: string;
  /** Tells streams of one table apart. */
  readonly label: string;
  readonly view: StreamViewType;
  readonly shards: readonly ShardLog[];
};

export type Table = {
  readonly name: string;
  readonly arn: string;
  readonly key: KeySchema;
  /** As CreateTable was given it. */
  readonly created: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  readonly indexes: ReadonlyMap<string, SecondaryIndex>;
  readonly stream: TableStream | undefined;
  readonly rows: OrderedRows;
  /** Who holds a row for a transaction, by place. */
  readonly locks: Map<string, object>;
  /** Deleted rows that eventually consistent reads may still see. */
  readonly fading: Set<Row>;
  expiryAttribute: string | undefined;
};

/** What the tables of one store share. */
export type Surroundings = {
  readonly now: () => number;
  readonly tableLagMs: () => number;
  readonly indexLagMs: () => number;
  readonly nextSequenceNumber: () => string;
  readonly announce: (change: ChangeRecord) => void;
};

export const placeId = ({ hash, order }: Place): string => `${hash}\0${order}`;

export const refuseLocked = (table: Table, place: Place): void => {
  if (table.locks.size > 0 && table.locks.has(placeId(place))) {
    throw failure('TransactionConflictException', 'Transaction is ongoing for the item');
  }
};

const forgetFaded = ({ fading, rows }: Table, nowMs: number): void => {
  for (const row of fading) {
    if (row.image === undefined && nowMs < (row.past?.at(-1)?.untilMs ?? 0)) continue;
    fading.delete(row);
    if (row.image === undefined) rows.remove(row);
  }
};

const storeRow = (
  table: Table,
  place: Place,
  image: Image | undefined,
  nowMs: number,
  lagMs: number,
): void => {
  if (table.fading.size > 0) forgetFaded(table, nowMs);
  const row = table.rows.find(place.hash, place.order);
  if (lagMs <= 0) {
    if (!row) {
      if (image) table.rows.add({ hash: place.hash, order: place.order, image, past: undefined });
    } else if (image) {
      row.image = image;
      row.past = undefined;
    } else {
      table.rows.remove(row);
      table.fading.delete(row);
    }
    return;
  }
  if (!row && !image) return;
  const lagging = row ?? { hash: place.hash, order: place.order, image: undefined, past: undefined };
  if (!row) table.rows.add(lagging);
  const past = lagging.past ?? [];
  const shown = past.findLastIndex(({ untilMs }) => untilMs <= nowMs);
  lagging.past = [...past.slice(shown + 1), { image: lagging.image, untilMs: nowMs + lagMs }];
  lagging.image = image;
  if (!image) table.fading.add(lagging);
};

const record = (
  table: Table,
  around: Surroundings,
  place: Place,
  before: Image | undefined,
  after: Image | undefined,
  expired: boolean,
): void => {
  const { stream, name } = table;
  const item: WireItem | undefined = after?.item ?? before?.item;
  if (!stream || !item) return;
  const shard = stream.shards.length === 1 ? 0 : spread(place.hash) % stream.shards.length;
  const change: ChangeRecord = {
    tableName: name,
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    keys: keyOf(table.key, item),
    ...imagesFor(stream.view, before?.item, after?.item),
    sequenceNumber: around.nextSequenceNumber(),
    at: around.now(),
    shard,
    ...(expired && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
  stream.shards[shard]?.append(change);
  around.announce(change);
};

/** Write units that each index took of a write, by index name; undefined where none did. */
export type IndexUnits = ReadonlyMap<string, number> | undefined;

/** Stores an item at its place or removes what is there; indexes and stream follow what changes. Never refuses. */
export const writeImage = (
  table: Table,
  around: Surroundings,
  place: Place,
  image: Image | undefined,
  expired = false,
): IndexUnits => {
  const nowMs = around.now();
  const before = table.rows.find(place.hash, place.order)?.image;
  storeRow(table, place, image, nowMs, around.tableLagMs());
  if (before === image || (before && image && sameAttributes(before.item, image.item))) return undefined;
  let units: Map<string, number> | undefined;
  for (const [name, index] of table.indexes) {
    const taken = index.follow(place, before, image, nowMs, around.indexLagMs);
    if (taken > 0) units = (units ?? new Map<string, number>()).set(name, taken);
  }
  record(table, around, place, before, image, expired);
  return units;
};
