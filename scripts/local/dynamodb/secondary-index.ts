import { writeUnits } from './capacity.ts';
import { itemBytes } from './checked-value.ts';
import { firstPast } from './first-past.ts';
import { type KeySchema, keyAttributes, keyText, type Place } from './key-schema.ts';
import { createOrderedRows, type Image, type OrderedRows } from './ordered-rows.ts';
import { sameAttributes } from './same-value.ts';
import { attribute, type WireItem, type WireValue } from './wire.ts';

export type ProjectionType = 'ALL' | 'KEYS_ONLY' | 'INCLUDE';

export type IndexDefinition = {
  readonly name: string;
  readonly key: KeySchema;
  readonly projection: ProjectionType;
  /** Beside the keys, for INCLUDE. */
  readonly included: readonly string[];
};

type Entry = Place & { readonly image: Image };

/** A global secondary index: holds the items that have its key, some time after the table does. */
export type SecondaryIndex = {
  readonly definition: IndexDefinition;
  /** What reads may see, after settle(). */
  readonly rows: OrderedRows;
  /** Whether the index has an attribute of every item. */
  projects(name: string): boolean;
  /** Takes over a change of the table that changes something, to be seen after the lag, and gives the write units that it costs. */
  follow(
    base: Place,
    before: Image | undefined,
    after: Image | undefined,
    nowMs: number,
    lagMs: () => number,
  ): number;
  /** Makes visible what is due. */
  settle(nowMs: number): void;
};

/** Two zero bytes end a part: texts so joined are ordered as their parts are, one after the other. */
const escaped = (part: string): string => (part.includes('\0') ? part.replaceAll('\0', '\0\u0001') : part);

const baseId = ({ hash, order }: Place): string => `${escaped(hash)}\0\0${escaped(order)}`;

/** Where an entry stands: by the index's sort key, then by the table's key, which keeps entries apart. */
export const indexOrder = (range: WireValue | undefined, base: Place): string =>
  `${range ? escaped(keyText(range)) : ''}\0\0${baseId(base)}`;

/** How orders relate to the texts of sort keys, in an index and in a table. */
export type SortKeyBounds = {
  /** Where the orders begin whose sort key begins with a text. */
  prefix(text: string): string;
  /** Below no order of this sort key, above all of smaller ones. */
  at(text: string): string;
  /** Above all orders of this sort key, above none of greater ones. */
  behind(text: string): string;
};

export const tableBounds: SortKeyBounds = {
  prefix: (text) => text,
  at: (text) => text,
  behind: (text) => `${text}\0`,
};

export const indexBounds: SortKeyBounds = {
  prefix: escaped,
  at: (text) => `${escaped(text)}\0\0`,
  behind: (text) => `${escaped(text)}\0\u0001`,
};

export const createSecondaryIndex = (definition: IndexDefinition, tableKey: KeySchema): SecondaryIndex => {
  const { key, projection, included } = definition;
  const kept = new Set([
    ...keyAttributes(key).map(({ name }) => name),
    ...keyAttributes(tableKey).map(({ name }) => name),
    ...(projection === 'INCLUDE' ? included : []),
  ]);
  const rows = createOrderedRows();
  /** In the order in which they become visible. */
  const pending: { readonly atMs: number; readonly base: string; apply(): void }[] = [];
  /** When the newest pending change of an item becomes visible. */
  const newest = new Map<string, number>();

  /** Where a change goes that becomes visible then: behind all that do so no later. */
  const placeFor = (atMs: number): number => firstPast(pending, (change) => change.atMs <= atMs);

  const projected = (image: Image): Image => {
    if (projection === 'ALL') return image;
    const item: WireItem = Object.fromEntries(Object.entries(image.item).filter(([name]) => kept.has(name)));
    return { item, size: itemBytes(item) };
  };

  const entryOf = (base: Place, image: Image | undefined): Entry | undefined => {
    if (!image) return undefined;
    const hash = attribute(image.item, key.hash.name);
    const range = key.range && attribute(image.item, key.range.name);
    if (!hash || (key.range && !range)) return undefined;
    return { hash: keyText(hash), order: indexOrder(range, base), image: projected(image) };
  };

  const replace = (before: Entry | undefined, after: Entry | undefined): void => {
    const old = before && rows.find(before.hash, before.order);
    if (old && after && old.hash === after.hash && old.order === after.order) {
      old.image = after.image;
      return;
    }
    if (old) rows.remove(old);
    if (after) rows.add({ ...after, past: undefined });
  };

  return {
    definition,
    rows,
    projects: (name) => projection === 'ALL' || kept.has(name),
    follow(base, before, after, nowMs, lagMs) {
      const old = entryOf(base, before);
      const next = entryOf(base, after);
      if (!old && !next) return 0;
      const stays = old && next && old.hash === next.hash && old.order === next.order;
      if (stays && projection !== 'ALL' && sameAttributes(old.image.item, next.image.item)) return 0;

      const atMs = nowMs + lagMs();
      const id = baseId(base);
      const earlierMs = newest.get(id);
      if (atMs <= nowMs && earlierMs === undefined) replace(old, next);
      else {
        // Changes of one item become visible in their order.
        const visibleMs = Math.max(atMs, earlierMs ?? 0);
        const change = { atMs: visibleMs, base: id, apply: () => replace(old, next) };
        pending.splice(placeFor(visibleMs), 0, change);
        newest.set(id, visibleMs);
      }
      if (stays) return writeUnits(Math.max(old.image.size, next.image.size));
      return (old ? writeUnits(old.image.size) : 0) + (next ? writeUnits(next.image.size) : 0);
    },
    settle(nowMs) {
      let due = 0;
      for (let change = pending[due]; change && change.atMs <= nowMs; change = pending[due]) {
        change.apply();
        if (newest.get(change.base) === change.atMs) newest.delete(change.base);
        due += 1;
      }
      if (due > 0) pending.splice(0, due);
    },
  };
};
