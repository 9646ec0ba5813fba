import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DynamoFailure } from '../../../scripts/local/dynamodb/memory-store.ts';

export type Plain = Readonly<Record<string, unknown>>;

const ACTIONS: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  BatchGetCommand: 'BatchGetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  QueryCommand: 'Query',
  TransactWriteCommand: 'TransactWriteItems',
};

/** Which action a command of the document client is. Throws for one that the simulated table does not know. */
export const actionOf = (command: { readonly constructor: { readonly name: string } }): string => {
  const action = ACTIONS[command.constructor.name];
  if (action === undefined) throw new Error(`the simulated table does not know ${command.constructor.name}`);
  return action;
};

const wire = (value: Plain): Plain => marshall(value, { removeUndefinedValues: true });

const ITEMS = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'];

type Batch = { readonly Keys: readonly Plain[] };
type Batches = Readonly<Record<string, Batch>>;

/** The parts of a batch by their tables, with each key spelled otherwise. */
const eachBatch = (batches: Batches, spelled: (key: Plain) => Plain): Batches =>
  Object.fromEntries(
    Object.entries(batches).map(([table, batch]) => [table, { ...batch, Keys: batch.Keys.map(spelled) }]),
  );

const plain = (item: unknown): Plain => unmarshall(item as never);

export const wireInput = (input: Plain): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (ITEMS.includes(name)) given[name] = wire(value as Plain);
    else if (name === 'TransactItems') given[name] = (value as readonly Plain[]).map(wireParts);
    else if (name === 'RequestItems') given[name] = eachBatch(value as Batches, wire);
    else given[name] = value;
  }
  return given;
};

const wireParts = (item: Plain): Plain =>
  Object.fromEntries(
    Object.entries(item).flatMap(([kind, part]) =>
      part === undefined ? [] : [[kind, wireInput(part as Plain)]],
    ),
  );

export const plainOutput = (output: Plain): Plain => ({
  ...output,
  ...(output.Item !== undefined && { Item: unmarshall(output.Item as never) }),
  ...(output.Attributes !== undefined && { Attributes: unmarshall(output.Attributes as never) }),
  ...(output.LastEvaluatedKey !== undefined && {
    LastEvaluatedKey: unmarshall(output.LastEvaluatedKey as never),
  }),
  ...(output.Responses !== undefined && {
    Responses: Object.fromEntries(
      Object.entries(output.Responses as Readonly<Record<string, unknown[]>>).map(([table, items]) => [
        table,
        items.map(plain),
      ]),
    ),
  }),
  ...(output.UnprocessedKeys !== undefined && {
    UnprocessedKeys: eachBatch(output.UnprocessedKeys as Batches, plain),
  }),
  ...(output.Items !== undefined && { Items: (output.Items as never[]).map((item) => unmarshall(item)) }),
});

export const named = (name: string, message: string = name): Error =>
  Object.assign(new Error(message), { name });

/** The errors that adapters tell apart by their class, others by their name. */
export const sdkError = (failure: unknown): unknown => {
  if (!(failure instanceof DynamoFailure)) return failure;
  const given = { message: failure.message, $metadata: {}, ...failure.fields } as never;
  if (failure.code === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(given);
  if (failure.code === 'TransactionCanceledException') return new TransactionCanceledException(given);
  if (failure.code === 'TransactionInProgressException') return new TransactionInProgressException(given);
  return named(failure.code, failure.message);
};

const keyOf = (part: Plain): string => {
  const { pk, sk } = (part.Key ?? part.Item ?? {}) as Readonly<Record<string, { S?: string }>>;
  if (pk !== undefined) return `${pk.S} ${sk?.S}`;
  return Object.values((part.ExpressionAttributeValues ?? {}) as Readonly<Record<string, { S?: string }>>)
    .map(({ S }) => S)
    .join(' ');
};

const keysIn = (batches: unknown): Plain[] =>
  Object.values(batches as Batches).flatMap(({ Keys }) => Keys.map((Key) => ({ Key })));

/** Which rows a request is about, for the trace. */
export const aboutOf = (input: Plain): string =>
  input.RequestItems !== undefined
    ? keysIn(input.RequestItems).map(keyOf).join(', ')
    : ((input.TransactItems ?? [{ one: input }]) as readonly Readonly<Record<string, Plain>>[])
        .flatMap((item) => Object.values(item).map(keyOf))
        .join(', ');

/** The partitions that a request names, as IAM's `dynamodb:LeadingKeys` has them; one of no name where it names none. */
export const partitionsOf = (input: Plain): readonly string[] => {
  if (input.RequestItems !== undefined) return keysIn(input.RequestItems).flatMap(partitionsOf);
  const { TransactItems, Key, Item, ExpressionAttributeValues } = input as Readonly<Record<string, Plain>>;
  if (TransactItems !== undefined)
    return (TransactItems as unknown as readonly Readonly<Record<string, Plain>>[]).flatMap((item) =>
      Object.values(item).flatMap(partitionsOf),
    );
  return [String((Key ?? Item)?.pk ?? ExpressionAttributeValues?.[':pk'] ?? '')];
};
