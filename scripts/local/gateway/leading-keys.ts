import type { TablePlan } from '../assembly/plan-stores.ts';
import { compileCondition } from '../dynamodb/expression/compile-condition.ts';
import type { Condition } from '../dynamodb/expression/condition-tree.ts';

type Value = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, Value | undefined>>;

/** The members of a DynamoDB request, or of one table's part of a batch, that say which items it is about. */
export type TableAccess = {
  readonly IndexName?: string;
  readonly Key?: Row;
  readonly Item?: Row;
  /** BatchGetItem. */
  readonly Keys?: readonly Row[];
  readonly KeyConditionExpression?: string;
  /** What queries had before expressions. */
  readonly KeyConditions?: Readonly<
    Record<string, { ComparisonOperator?: string; AttributeValueList?: readonly Value[] } | undefined>
  >;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Row;
};

/** One request of BatchWriteItem. */
type Write = { readonly PutRequest?: { Item?: Row }; readonly DeleteRequest?: { Key?: Row } };

type Keyed = {
  readonly IndexName?: string;
  readonly KeySchema: readonly { AttributeName: string; KeyType: string }[];
};

const hashKeyOf = (table: TablePlan | undefined, index: string | undefined): string | undefined => {
  if (!index) return table?.hashKey;
  const indexes = [table?.create.GlobalSecondaryIndexes, table?.create.LocalSecondaryIndexes].flatMap(
    (some) => (some ?? []) as Keyed[],
  );
  return indexes
    .find(({ IndexName }) => IndexName === index)
    ?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
};

/** The placeholder of the value that an attribute must equal. */
const equalled = (condition: Condition, attribute: string): string[] => {
  if (condition.kind === 'and') {
    return [...equalled(condition.left, attribute), ...equalled(condition.right, attribute)];
  }
  if (condition.kind !== 'compare' || condition.by !== '=') return [];
  const { left, right } = condition;
  const [path, value] = left.kind === 'path' ? [left, right] : [right, left];
  return path.kind === 'path' &&
    path.path.length === 1 &&
    path.path[0] === attribute &&
    value.kind === 'value'
    ? [value.name]
    : [];
};

const queried = (access: TableAccess, hashKey: string): (Value | undefined)[] => {
  const former = access.KeyConditions?.[hashKey];
  if (former) return former.ComparisonOperator === 'EQ' ? [...(former.AttributeValueList ?? [])] : [];
  const names = { given: access.ExpressionAttributeNames ?? {}, used: new Set<string>() };
  try {
    const text = access.KeyConditionExpression ?? '';
    const { tree } = compileCondition('KeyConditionExpression', text, names);
    return equalled(tree, hashKey).map((name) => access.ExpressionAttributeValues?.[name]);
  } catch {
    // DynamoDB will refuse the condition; until then it is about no item that anybody could name.
    return [];
  }
};

const isWrites = (access: TableAccess | readonly Write[]): access is readonly Write[] =>
  Array.isArray(access);

/**
 * What `dynamodb:LeadingKeys` is of a request: the partition key's value of every item it names, or of the partition it
 * queries; of a query on an index, that index's partition key. None of a Scan, which is about all items.
 * Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
 */
export const leadingKeys = (
  table: TablePlan | undefined,
  access: TableAccess | readonly Write[],
): string[] => {
  const hashKey = hashKeyOf(table, 'IndexName' in access ? access.IndexName : undefined);
  if (hashKey === undefined) return [];
  const ofRow = (row: Row | undefined) => row?.[hashKey];
  const values = isWrites(access)
    ? access.map(({ PutRequest, DeleteRequest }) => ofRow(PutRequest?.Item ?? DeleteRequest?.Key))
    : access.KeyConditionExpression !== undefined || access.KeyConditions
      ? queried(access, hashKey)
      : [access.Key, access.Item, ...(access.Keys ?? [])].map(ofRow);
  const texts = values.flatMap((value) => (value ? Object.values(value).slice(0, 1).map(String) : []));
  return [...new Set(texts)];
};
