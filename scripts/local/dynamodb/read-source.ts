import { checkedAttributes } from './checked-value.ts';
import { type Database, objectIn, oneOf, tableName, tableNamed } from './database.ts';
import type { RequestExpressions } from './expression/request-expressions.ts';
import { invalid, invalidParameter } from './failure.ts';
import { type KeySchema, keyAttributes, keyOf, type Place, placeOfItem } from './key-schema.ts';
import type { OrderedRows } from './ordered-rows.ts';
import {
  indexBounds,
  indexOrder,
  type SecondaryIndex,
  type SortKeyBounds,
  tableBounds,
} from './secondary-index.ts';
import type { Table } from './table.ts';
import { attribute, type Input, kindOf, type WireItem } from './wire.ts';

/** What a query or scan reads: a table or one of its indexes. */
export type ReadSource = {
  readonly table: Table;
  readonly index: SecondaryIndex | undefined;
  readonly key: KeySchema;
  readonly rows: OrderedRows;
  readonly bounds: SortKeyBounds;
  readonly isConsistent: boolean;
  /** What a LastEvaluatedKey says of an item. */
  startKeyOf(item: WireItem): WireItem;
  /** Where an ExclusiveStartKey is. Throws a ValidationException where it is not one. */
  placeOfStart(start: WireItem): Place;
};

/** Finds the table or index and settles what of it is due. */
export const readSource = (db: Database, input: Input): ReadSource => {
  const table = tableNamed(db, tableName(input));
  const isConsistent = input.ConsistentRead === true;
  const { IndexName: indexName } = input;
  const index = typeof indexName === 'string' ? table.indexes.get(indexName) : undefined;
  if (indexName !== undefined && !index) {
    throw invalid(`The table does not have the specified index: ${String(indexName)}`);
  }
  if (index && isConsistent) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  index?.settle(db.around.now());
  const key = index ? index.definition.key : table.key;
  const names = new Set([...keyAttributes(table.key), ...keyAttributes(key)].map(({ name }) => name));

  const isStart = (start: WireItem): boolean =>
    Object.keys(start).length === names.size &&
    [...keyAttributes(table.key), ...keyAttributes(key)].every(({ name, type }) => {
      const value = attribute(start, name);
      return value !== undefined && kindOf(value) === type;
    });

  return {
    table,
    index,
    key,
    rows: index ? index.rows : table.rows,
    bounds: index ? indexBounds : tableBounds,
    isConsistent,
    startKeyOf: (item) => (index ? { ...keyOf(table.key, item), ...keyOf(key, item) } : keyOf(key, item)),
    placeOfStart(start) {
      if (!isStart(start)) throw invalid('The provided starting key is invalid');
      const own = placeOfItem(key, start);
      if (!index) return own;
      const base = placeOfItem(table.key, start);
      return { hash: own.hash, order: indexOrder(key.range && attribute(start, key.range.name), base) };
    },
  };
};

export const startOf = (source: ReadSource, input: Input): Place | undefined =>
  input.ExclusiveStartKey === undefined
    ? undefined
    : source.placeOfStart(checkedAttributes(objectIn(input, 'ExclusiveStartKey')));

const SELECTS = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'] as const;

/** Whether only a count is wanted. Throws a ValidationException for what does not go together. */
export const checkSelect = (
  { index }: ReadSource,
  input: Input,
  { projection }: RequestExpressions,
): boolean => {
  const select = oneOf(input, 'Select', SELECTS);
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && !index) {
    throw invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && !projection) {
    throw invalid(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (projection && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    throw invalid(
      `Cannot specify the ProjectionExpression when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`,
    );
  }
  if (!index) return select === 'COUNT';
  const { name } = index.definition;
  if (select === 'ALL_ATTRIBUTES' && index.definition.projection !== 'ALL') {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`,
    );
  }
  const outside = [...(projection?.attributes ?? [])].filter(
    (attributeName) => !index.projects(attributeName),
  );
  if (outside.length > 0) {
    throw invalidParameter(`Global secondary index ${name} does not project [${outside.join(', ')}]`);
  }
  return select === 'COUNT';
};

export const limitOf = (input: Input): number => {
  const { Limit: limit } = input;
  if (limit === undefined || limit === null) return Number.POSITIVE_INFINITY;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1)
    throw invalid('Limit must be greater than or equal to 1');
  return limit;
};
