import type { Answer, Wire } from './subject.ts';

const SETS = new Set(['SS', 'NS', 'BS']);
/** A batch's answers come in any order, table by table. */
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

const inAnyOrder = (responses: unknown) =>
  Array.isArray(responses) || typeof responses !== 'object' || responses === null
    ? responses
    : Object.fromEntries(
        Object.entries(responses).map(([table, rows]) => [table, Array.isArray(rows) ? byText(rows) : rows]),
      );

type Capacity = { readonly TableName?: string; readonly CapacityUnits?: number } & Wire;

/** Read and write units apart are told by AWS for transactions only, and by DynamoDB Local never. */
const units = ({ TableName, CapacityUnits, Table, GlobalSecondaryIndexes }: Capacity) =>
  JSON.parse(
    JSON.stringify({ TableName, CapacityUnits, Table, GlobalSecondaryIndexes }),
    (name, value: unknown) =>
      name === 'ReadCapacityUnits' || name === 'WriteCapacityUnits' ? undefined : value,
  ) as Wire;

/** Digits and the place of the last, without needless zeros: `1.50`, `15e-1` and `1.5` are one. */
const decimalForm = (number: string): string => {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign === '-' ? '-' : ''}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
};

/** The known difference `emulatorEchoesNumbers`; that ours are in one form is asserted by `misshapenNumbers`. */
export const inOneForm = (output: Wire): Wire =>
  JSON.parse(JSON.stringify(output), (name, value: unknown) => {
    if (name === 'N' && typeof value === 'string') return decimalForm(value);
    return name === 'NS' && Array.isArray(value) ? value.map((number) => decimalForm(String(number))) : value;
  }) as Wire;

const ONE_FORM = /^(?:0|-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/;

/** Numbers of an answer that have an exponent or a needless zero. */
export const misshapenNumbers = (answer: Answer): readonly string[] => {
  const found: string[] = [];
  JSON.stringify(answer.output ?? answer.error.fields, (name, value: unknown) => {
    const numbers =
      name === 'N' && typeof value === 'string' ? [value] : name === 'NS' ? (value as string[]) : [];
    found.push(...numbers.filter((number) => !ONE_FORM.test(number) || number === '-0'));
    return value;
  });
  return found;
};

/** The known difference `emulatorTellsUnitsUnasked`. */
const isUnasked = (action: string, { ReturnConsumedCapacity = 'NONE' }: Wire) =>
  action === 'DeleteItem' && ReturnConsumedCapacity === 'NONE';

const comparableOutput = (action: string, input: Wire, output: Wire): unknown => {
  const comparablePart = (name: string, value: unknown): unknown => {
    if (name === 'ConsumedCapacity') {
      if (isUnasked(action, input)) return undefined;
      return Array.isArray(value) ? value.map(units) : units(value as Capacity);
    }
    const ordered = inOneOrder(value);
    if (UNORDERED.has(name)) return inAnyOrder(ordered);
    // In the order of the partitions' hashes, which nobody promises.
    return action === 'Scan' && name === 'Items' ? byText(ordered as unknown[]) : ordered;
  };
  const parts = Object.entries(inOneForm(output)).map(
    ([name, value]) => [name, comparablePart(name, value)] as const,
  );
  return inOneOrder(Object.fromEntries(parts.filter(([, value]) => value !== undefined)));
};

type Reason = { readonly Code?: string; readonly Item?: unknown };

/** What two answers must have in common: of an error its code, the rows it hands back and each action's reason. */
export const comparable = (action: string, input: Wire, answer: Answer): unknown => {
  if (!answer.error) return comparableOutput(action, input, answer.output);
  const { code, fields } = answer.error;
  const reasons = fields.CancellationReasons as readonly Reason[] | undefined;
  return inOneOrder({
    code,
    ...(fields.Item !== undefined && { Item: inOneForm(fields.Item as Wire) }),
    ...(reasons && {
      reasons: reasons.map(({ Code, Item }) => ({
        Code: Code ?? 'None',
        ...(Item !== undefined && { Item: inOneForm(Item as Wire) }),
      })),
    }),
  });
};

/** What an expression is refused for, without the part of it that is quoted: nearly the only messages that are one. */
export const complaint = ({ error }: Answer): string | undefined =>
  /^Invalid \w+Expression: [^;:]*/.exec(error?.message ?? '')?.[0];
