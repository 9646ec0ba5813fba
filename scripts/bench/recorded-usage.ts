import { type TablePart, tableParts } from '../local/gateway/table-parts.ts';
import type { ObservedCall } from './bench-world.ts';
import { type Item, itemBytes, readUnits, writeUnits } from './capacity.ts';

/** What one call of AWS used. */
export type Used = {
  /** The function that called, or `events` for what a rule delivered. */
  readonly caller: string;
  readonly service: string;
  readonly action: string;
  /** The rows and ranges of the table that it was about. */
  readonly parts: readonly TablePart[];
  /** Entries of a batch, otherwise 1. */
  readonly entries: number;
  readonly readUnits: number;
  /** By formula: DynamoDB Local counts a transaction as if it were none. Those of the index are among them. */
  readonly writeUnits: number;
};

type Call = Pick<ObservedCall, 'caller' | 'call'> & {
  readonly answer: { readonly status: number; readonly body: Buffer | string };
};
type Action = {
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
};
type Request = Action & {
  readonly ConsistentRead?: boolean;
  readonly TransactItems?: readonly Readonly<Record<string, Action>>[];
  readonly Entries?: readonly unknown[];
};
/** Bytes of the row with this key as it is at the end; a row that is gone counts as a small one. */
export type RowSizes = (pk: string, sk: string) => number;

const keyOf = (item: Item | undefined): [pk: string, sk: string] => [
  String(item?.pk?.S ?? ''),
  String(item?.sk?.S ?? ''),
];

/** `SET a = :a REMOVE b` by its keywords. */
const clausesOf = (expression: string): Readonly<Record<string, string>> => {
  const [, ...parts] = expression.split(/\b(SET|REMOVE|ADD|DELETE)\b/);
  return Object.fromEntries(
    parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])),
  );
};

/** Follows which rows are in the sparse index, because entering, moving in and leaving it are writes of their own. */
const indexUnits = () => {
  const marked = new Set<string>();
  return ({ Item, Key, UpdateExpression = '' }: Action, size: number): number => {
    const key = keyOf(Item ?? Key).join('|');
    const was = marked.has(key);
    const clauses = clausesOf(UpdateExpression);
    const enters = Item ? 'duePk' in Item : clauses.SET?.includes('duePk') === true;
    const leaves = Item ? !enters : UpdateExpression === '' || clauses.REMOVE?.includes('duePk') === true;
    if (enters) marked.add(key);
    if (leaves) marked.delete(key);
    const writes = enters ? (was ? 2 : 1) : was && leaves ? 1 : 0;
    return writes * writeUnits(size);
  };
};

/** Of an update that makes a row: what it sets. */
const setBytes = ({
  Key = {},
  ExpressionAttributeNames = {},
  ExpressionAttributeValues = {},
}: Action): number =>
  itemBytes(Key) +
  Object.values(ExpressionAttributeNames).reduce((sum, name) => sum + name.length, 0) +
  itemBytes(
    Object.fromEntries(Object.values(ExpressionAttributeValues).map((value, at) => [String(at), value])),
  );

/** The size of a row after each write: as it is at the end, or what the update that made it put in. */
const growingSizes = (atTheEnd: RowSizes) => {
  const known = new Map<string, number>();
  return (action: Action): number => {
    const [pk, sk] = keyOf(action.Item ?? action.Key);
    const end = atTheEnd(pk, sk);
    const isNew = action.ConditionExpression === 'attribute_not_exists(pk)';
    const before = known.get(`${pk}|${sk}`) ?? (isNew ? 0 : end);
    const size = action.Item ? itemBytes(action.Item) : Math.min(end, Math.max(before, setBytes(action)));
    known.set(`${pk}|${sk}`, size);
    return size;
  };
};

const answered = (call: Call): { Items?: Item[]; Item?: Item } => {
  try {
    return JSON.parse(String(call.answer.body)) as { Items?: Item[]; Item?: Item };
  } catch {
    return {};
  }
};

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/** What each call used, in the order in which they were made. */
export const usageOf = (calls: readonly Call[], sizes: RowSizes): Used[] => {
  const index = indexUnits();
  const sizeOf = growingSizes(sizes);
  const written = (kind: string, action: Action, inTransaction: boolean, isDone: boolean): number => {
    const size = sizeOf(action);
    // What a condition refused is charged for, but changes no index.
    const ofIndex = kind === 'ConditionCheck' || !isDone ? 0 : index(action, size);
    return writeUnits(size, inTransaction) + ofIndex;
  };
  return calls.map((one) => {
    const { caller, call } = one;
    const request = call.input as Request;
    const { service, action } = call;
    const isDone = one.answer.status === 200;
    const used = { caller, service, action, parts: tableParts(call), entries: request.Entries?.length ?? 1 };
    if (service !== 'dynamodb') return { ...used, readUnits: 0, writeUnits: 0 };
    if (action === 'TransactWriteItems') {
      const items = (request.TransactItems ?? []).flatMap((item) => Object.entries(item));
      const units = items.reduce((sum, [kind, part]) => sum + written(kind, part, true, isDone), 0);
      return { ...used, entries: items.length, readUnits: 0, writeUnits: units };
    }
    if (WRITES.has(action))
      return { ...used, readUnits: 0, writeUnits: written(action, request, false, isDone) };
    const { Items, Item } = answered(one);
    const read = (Items ?? (Item ? [Item] : [])).reduce((sum, item) => sum + itemBytes(item), 0);
    return { ...used, readUnits: readUnits(read, request.ConsistentRead === true), writeUnits: 0 };
  });
};
