import { canonicalNumber, numberBytes } from './decimal.ts';
import { failure, invalid, invalidParameter } from './failure.ts';
import { type SetKind, setMember, type WireItem, type WireValue } from './wire.ts';

/** Maps and lists around a value: the item itself is the first of the 32 levels (developer guide, "Quotas"). */
const DEEPEST = 31;

/** What does not even parse as the protocol's types. */
const mistyped = (message: string) => failure('SerializationException', message);

const noun: Readonly<Record<SetKind, string>> = {
  SS: 'An string set  may not be empty',
  NS: 'An number set  may not be empty',
  BS: 'Binary sets should not be empty',
};

const textOf = (value: unknown, kind: string): string => {
  if (typeof value !== 'string') throw mistyped(`${kind} must be a string`);
  return value;
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const base64Of = (value: unknown): string => {
  const text = textOf(value, 'B');
  if (!BASE64.test(text)) throw mistyped('The provided binary value is not base64 encoded');
  return text;
};

const member: Readonly<Record<SetKind, (value: unknown) => string>> = {
  SS: (value) => textOf(value, 'SS'),
  NS: (value) => canonicalNumber(textOf(value, 'NS')),
  BS: base64Of,
};

const checkedSet = (kind: SetKind, value: unknown): WireValue => {
  if (!Array.isArray(value)) throw mistyped(`${kind} must be a list`);
  if (value.length === 0) throw invalidParameter(noun[kind]);
  const members = value.map(member[kind]);
  if (new Set(members).size < members.length) {
    if (kind === 'NS') throw invalid('Input collection contains duplicates');
    throw invalidParameter(`Input collection [${value.join(', ')}] contains duplicates.`);
  }
  return { [kind]: members };
};

const known = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS']);

const tooDeep = () =>
  invalid(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  );

/** A copy of a value as DynamoDB would keep it, its numbers canonical. Throws a ValidationException. */
export const checkedValue = (input: unknown, depth = 0): WireValue => {
  if (typeof input !== 'object' || input === null) throw mistyped(`expected an attribute value`);
  let kind = '';
  for (const name in input) {
    if (!known.has(name)) continue;
    if (kind !== '') {
      throw invalid(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    }
    kind = name;
  }
  const value: unknown = (input as Record<string, unknown>)[kind];
  switch (kind) {
    case 'S':
      return { S: textOf(value, 'S') };
    case 'N':
      return { N: canonicalNumber(textOf(value, 'N')) };
    case 'BOOL':
      if (typeof value !== 'boolean') throw mistyped(`BOOL must be true or false`);
      return { BOOL: value };
    case 'NULL':
      if (value !== true) throw invalidParameter('Null attribute value types must have the value of true');
      return { NULL: true };
    case 'B':
      return { B: base64Of(value) };
    case 'M':
      if (depth >= DEEPEST) throw tooDeep();
      return { M: checkedAttributes(value, depth + 1) };
    case 'L':
      if (depth >= DEEPEST) throw tooDeep();
      if (!Array.isArray(value)) throw mistyped(`L must be a list`);
      return { L: value.map((element) => checkedValue(element, depth + 1)) };
    case 'SS':
    case 'NS':
    case 'BS':
      return checkedSet(kind, value);
    default:
      throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
};

/** A copy of an item or map as DynamoDB would keep it. Throws a ValidationException. */
export const checkedAttributes = (input: unknown, depth = 0): WireItem => {
  if (typeof input !== 'object' || input === null) throw mistyped(`expected attributes`);
  const item: Record<string, WireValue> = {};
  for (const name of Object.keys(input)) {
    const value: unknown = (input as Record<string, unknown>)[name];
    // A member that JavaScript has and JSON would not.
    if (value === undefined) continue;
    if (name === '') throw invalid('Empty attribute name');
    setMember(item, name, checkedValue(value, depth));
  }
  return item;
};

const bytes = (text: string): number => Buffer.byteLength(text);

const base64Bytes = (text: string): number => Buffer.byteLength(text, 'base64');

const sum = <Part>(parts: readonly Part[], of: (part: Part) => number): number => {
  let total = 0;
  for (const part of parts) total += of(part);
  return total;
};

/** Size in bytes of a checked value (developer guide, "DynamoDB item sizes and formats"). */
export const valueBytes = (value: WireValue): number => {
  if (value.S !== undefined) return bytes(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  if (value.L !== undefined) return 3 + value.L.length + sum(value.L, valueBytes);
  if (value.B !== undefined) return base64Bytes(value.B);
  if (value.SS !== undefined) return sum(value.SS, bytes);
  if (value.NS !== undefined) return sum(value.NS, numberBytes);
  if (value.BS !== undefined) return sum(value.BS, base64Bytes);
  return 1;
};

/** Size in bytes of a checked item: names and values. */
export const itemBytes = (item: WireItem): number => {
  let total = 0;
  for (const name of Object.keys(item)) total += bytes(name) + valueBytes(item[name] as WireValue);
  return total;
};
