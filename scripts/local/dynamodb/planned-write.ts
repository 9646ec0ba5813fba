import { checkedAttributes, itemBytes } from './checked-value.ts';
import { type Database, objectIn, oneOf, tableName, tableNamed } from './database.ts';
import type { CompiledUpdate } from './expression/compile-update.ts';
import { expressionsOf, type RequestExpressions } from './expression/request-expressions.ts';
import { failure, invalid, invalidParameter } from './failure.ts';
import { refuseFormerApi } from './former-api.ts';
import {
  keyAttributes,
  keyOf,
  type Place,
  placeOfItem,
  placeOfKey,
  refuseBadIndexKey,
  refuseMissingKey,
  refuseOtherKey,
} from './key-schema.ts';
import type { Image } from './ordered-rows.ts';
import type { Table } from './table.ts';
import type { Input, WireItem } from './wire.ts';

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** A write that was read and found in order as far as that needs no item. */
export type PlannedWrite = {
  readonly kind: WriteKind;
  readonly table: Table;
  readonly place: Place;
  readonly expressions: RequestExpressions;
  /** Whether a failed condition shows the item. */
  readonly showsItem: boolean;
  /** What is there afterwards. Throws a ValidationException where the item is not as the write needs it. */
  next(before: Image | undefined): Image | undefined;
};

/** Of an item, names included (developer guide, "Quotas"). */
export const LARGEST_ITEM = 400 * 1024;

const NO_ITEM: WireItem = {};

const refuseIndexKeys = (table: Table, item: WireItem): void => {
  for (const [name, index] of table.indexes) refuseBadIndexKey(name, index.definition.key, item);
};

const checkedKey = (input: Input): WireItem => checkedAttributes(objectIn(input, 'Key'));

const refuseKeyUpdate = (table: Table, update: CompiledUpdate): void => {
  for (const { name } of keyAttributes(table.key)) {
    if (update.attributes.has(name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
};

/** What depends on the item alone; the table's schema is asked by `planWrite`. */
const planPut = (input: Input): { item: WireItem; size: number } => {
  const item = checkedAttributes(objectIn(input, 'Item'));
  const size = itemBytes(item);
  if (size > LARGEST_ITEM) throw invalid('Item size has exceeded the maximum allowed size');
  return { item, size };
};

const updated =
  (table: Table, key: WireItem, { update, values }: RequestExpressions) =>
  (before: Image | undefined): Image => {
    const old = before?.item ?? NO_ITEM;
    const changed = update ? update.apply(old, values) : old;
    const item = before ? changed : { ...key, ...changed };
    const size = itemBytes(item);
    if (size > LARGEST_ITEM) throw invalid('Item size to update has exceeded the maximum allowed size');
    refuseIndexKeys(table, item);
    return { item, size };
  };

/**
 * Reads the input of one write. What is wrong with it by itself is thrown at once; what is wrong with it for its
 * table's schema is thrown by the function that is returned, because a transaction reports that beside the action.
 */
export const readWrite = (db: Database, kind: WriteKind, input: Input): (() => PlannedWrite) => {
  refuseFormerApi(input);
  const expressions = expressionsOf(input);
  const name = tableName(input);
  const put = kind === 'Put' ? planPut(input) : undefined;
  const key = put ? undefined : checkedKey(input);
  const table = tableNamed(db, name);
  const showsItem =
    oneOf(input, 'ReturnValuesOnConditionCheckFailure', ['ALL_OLD', 'NONE'] as const) === 'ALL_OLD';
  if (put) refuseMissingKey(table.key, put.item);
  else refuseOtherKey(table.key, key as WireItem);
  return () => {
    const common = { kind, table, expressions, showsItem };
    if (put) {
      const place = placeOfItem(table.key, put.item);
      refuseIndexKeys(table, put.item);
      return { ...common, place, next: () => put };
    }
    const place = placeOfKey(table.key, key as WireItem);
    if (kind === 'Delete') return { ...common, place, next: () => undefined };
    if (kind === 'ConditionCheck') return { ...common, place, next: (before) => before };
    if (expressions.update) refuseKeyUpdate(table, expressions.update);
    return {
      ...common,
      place,
      next: updated(table, keyOf(table.key, key as WireItem), expressions),
    };
  };
};

export const imageAt = ({ table, place }: Pick<PlannedWrite, 'table' | 'place'>): Image | undefined =>
  table.rows.find(place.hash, place.order)?.image;

/** Whether the write's condition holds for what is there. */
export const conditionHolds = ({ expressions }: PlannedWrite, before: Image | undefined): boolean =>
  expressions.condition?.holds(before?.item ?? NO_ITEM, expressions.values) ?? true;

export const conditionFailed = (write: PlannedWrite, before: Image | undefined): Error =>
  failure(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    write.showsItem && before ? { Item: before.item } : {},
  );
