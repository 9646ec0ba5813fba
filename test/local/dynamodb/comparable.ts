import type { Answer, Wire } from './subject.ts';

const SETS = new Set(['SS', 'NS', 'BS']);
const UNORDERED = new Set(['Responses', 'UnprocessedItems', 'UnprocessedKeys']);

const byText = (values: readonly unknown[]) =>
  values.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

/** The same value with its attributes in one order, and its sets too, which have none. */
export const inOneOrder = (value: unknown, inSet = false): unknown => {
  if (Array.isArray(value)) {
    const parts = value.map((part) => inOneOrder(part));
    return inSet ? byText(parts) : parts;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, part]) => [name, inOneOrder(part, SETS.has(name))]),
  );
};

/** A batch's answers come in any order, table by table. */
const inAnyOrder = (responses: unknown) =>
  Array.isArray(responses) || typeof responses !== 'object' || responses === null
    ? responses
    : Object.fromEntries(
        Object.entries(responses).map(([table, rows]) => [table, Array.isArray(rows) ? byText(rows) : rows]),
      );

type Capacity = { readonly TableName?: string; readonly CapacityUnits?: number } & Wire;

/** Read and write units apart are told by AWS for transactions only, and by DynamoDB Local never. */
const units = ({ TableName, CapacityUnits, Table, GlobalSecondaryIndexes }: Capacity) => {
  const apart = {
    ...(Table !== undefined && { Table }),
    ...(GlobalSecondaryIndexes !== undefined && { GlobalSecondaryIndexes }),
  };
  return JSON.parse(JSON.stringify({ TableName, CapacityUnits, ...apart }), (name, value: unknown) =>
    name === 'ReadCapacityUnits' || name === 'WriteCapacityUnits' ? undefined : value,
  ) as Wire;
};

const comparableOutput = (action: string, output: Wire): unknown =>
  inOneOrder(
    Object.fromEntries(
      Object.entries(output).map(([name, value]) => {
        if (name === 'ConsumedCapacity') {
          return [name, Array.isArray(value) ? value.map(units) : units(value as Capacity)];
        }
        const ordered = inOneOrder(value);
        if (UNORDERED.has(name)) return [name, inAnyOrder(ordered)];
        // In the order of the partitions' hashes, which nobody promises.
        if (action === 'Scan' && name === 'Items') return [name, byText(ordered as unknown[])];
        return [name, ordered];
      }),
    ),
  );

type Reason = { readonly Code?: string; readonly Item?: unknown };

/** What two answers must have in common: of an error its code, the rows it hands back and each action's reason. */
export const comparable = (action: string, answer: Answer): unknown => {
  if (!answer.error) return comparableOutput(action, answer.output);
  const { code, fields } = answer.error;
  const reasons = fields.CancellationReasons as readonly Reason[] | undefined;
  return inOneOrder({
    code,
    ...(fields.Item !== undefined && { Item: fields.Item }),
    ...(reasons && {
      reasons: reasons.map(({ Code, Item }) => ({
        Code: Code ?? 'None',
        ...(Item !== undefined && { Item }),
      })),
    }),
  });
};
