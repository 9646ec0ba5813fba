import type { CompiledCondition } from './expression/compile-condition.ts';
import type { Comparator, Condition } from './expression/condition-tree.ts';
import type { Operand, Values } from './expression/operand.ts';
import { invalid, invalidParameter } from './failure.ts';
import { emptyKey, type KeyAttribute, type KeySchema, keyText } from './key-schema.ts';
import type { SortKeyBounds } from './secondary-index.ts';
import { kindOf, type WireValue } from './wire.ts';

/** The part of a partition that a query reads: orders from `from` to below `before` that begin with `prefix`. */
export type KeyRange = {
  readonly hash: string;
  readonly from: string;
  readonly before: string | undefined;
  readonly prefix: string;
};

type Part = {
  readonly name: string;
  readonly by: Comparator | 'BETWEEN' | 'begins_with';
  readonly values: WireValue[];
};

const MIRRORED: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const refusedOperator = (operator: string) =>
  invalid(`Invalid operator used in KeyConditionExpression: ${operator}`);

const keyName = (operand: Operand): string => {
  if (operand.kind === 'size') throw invalid('KeyConditionExpressions cannot contain nested operations');
  if (operand.kind !== 'path') {
    throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
  }
  const [name = ''] = operand.path;
  if (operand.path.length > 1) {
    throw invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: ${name}`,
    );
  }
  return String(name);
};

const valueIn = (operand: Operand, values: Values): WireValue => {
  if (operand.kind === 'size') throw invalid('KeyConditionExpressions cannot contain nested operations');
  if (operand.kind === 'path') {
    throw invalid(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  return values[operand.name] as WireValue;
};

const partsOf = (condition: Condition, values: Values): Part[] => {
  switch (condition.kind) {
    case 'and':
      return [...partsOf(condition.left, values), ...partsOf(condition.right, values)];
    case 'or':
    case 'not':
    case 'in':
      throw refusedOperator(condition.kind.toUpperCase());
    case 'call': {
      if (condition.name !== 'begins_with') throw refusedOperator(condition.name);
      const [name, start] = condition.operands as [Operand, Operand];
      return [{ name: keyName(name), by: 'begins_with', values: [valueIn(start, values)] }];
    }
    case 'between': {
      const bounds = [valueIn(condition.low, values), valueIn(condition.high, values)];
      return [{ name: keyName(condition.of), by: 'BETWEEN', values: bounds }];
    }
    case 'compare': {
      const { by, left, right } = condition;
      if (by === '<>') throw refusedOperator(by);
      if (left.kind === 'value' && right.kind === 'path') {
        return [{ name: keyName(right), by: MIRRORED[by], values: [valueIn(left, values)] }];
      }
      return [{ name: keyName(left), by, values: [valueIn(right, values)] }];
    }
  }
};

const texts = ({ values }: Part, { name, type }: KeyAttribute): string[] =>
  values.map((value) => {
    if (kindOf(value) !== type) {
      throw invalidParameter('Condition parameter type does not match schema type');
    }
    if (value.S === '' || value.B === '') throw emptyKey(name, value);
    return keyText(value);
  });

const WHOLE = { from: '', before: undefined, prefix: '' };

const rangeOf = (part: Part, key: KeyAttribute, bounds: SortKeyBounds): Omit<KeyRange, 'hash'> => {
  const [first = '', second = ''] = texts(part, key);
  switch (part.by) {
    case '=':
      return { from: bounds.at(first), before: bounds.behind(first), prefix: '' };
    case '<':
      return { ...WHOLE, before: bounds.at(first) };
    case '<=':
      return { ...WHOLE, before: bounds.behind(first) };
    case '>':
      return { ...WHOLE, from: bounds.behind(first) };
    case '>=':
      return { ...WHOLE, from: bounds.at(first) };
    case 'BETWEEN':
      return { from: bounds.at(first), before: bounds.behind(second), prefix: '' };
    case 'begins_with':
      return { from: bounds.prefix(first), before: undefined, prefix: bounds.prefix(first) };
    default:
      throw refusedOperator(part.by);
  }
};

/** Reads a key condition for a table's or index's key. Throws a ValidationException. */
export const keyRangeOf = (
  condition: CompiledCondition,
  values: Values,
  { hash, range }: KeySchema,
  bounds: SortKeyBounds,
): KeyRange => {
  const parts = partsOf(condition.tree, values);
  if (new Set(parts.map(({ name }) => name)).size < parts.length) {
    throw invalid('KeyConditionExpressions must only contain one condition per key');
  }
  if (parts.length > 2) throw invalid('Conditions can be of length 1 or 2 only');
  const onHash = parts.find(({ name }) => name === hash.name);
  if (!onHash) throw invalid(`Query condition missed key schema element: ${hash.name}`);
  if (onHash.by !== '=') throw invalid('Query key condition not supported');
  const other = parts.find((part) => part !== onHash);
  const [hashText = ''] = texts(onHash, hash);
  if (!other) return { hash: hashText, ...WHOLE };
  if (!range || other.name !== range.name) {
    throw range
      ? invalid(`Query condition missed key schema element: ${range.name}`)
      : invalid('Query key condition not supported');
  }
  return { hash: hashText, ...rangeOf(other, range, bounds) };
};

/** Whether a query that reads this part comes by an order. */
export const isWithin = (order: string, { from, before, prefix }: KeyRange): boolean =>
  order >= from && (before === undefined || order < before) && order.startsWith(prefix);
