import { compareValues, sameValue } from '../same-value.ts';
import { bytesOf, kindOf, type WireItem, type WireValue } from '../wire.ts';
import type { Comparator, Condition } from './condition-tree.ts';
import { type Operand, type Reading, readingOf, type Values } from './operand.ts';

/** Whether a condition holds for an item; `{}` stands for no item. */
export type Evaluation = (item: WireItem, values: Values) => boolean;

type Test = (left: WireValue, right: WireValue) => boolean;

const ordered =
  (holds: (order: number) => boolean): Test =>
  (left, right) => {
    const order = compareValues(left, right);
    return order !== undefined && holds(order);
  };

const tests: Readonly<Record<Exclude<Comparator, '<>'>, Test>> = {
  '=': sameValue,
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
};

const beginsWith: Test = (value, start) => {
  if (value.S !== undefined && start.S !== undefined) return value.S.startsWith(start.S);
  if (value.B !== undefined && start.B !== undefined) return bytesOf(value.B).startsWith(bytesOf(start.B));
  return false;
};

const contains: Test = (value, part) => {
  if (value.L) return value.L.some((element) => sameValue(element, part));
  if (part.S !== undefined) return value.S?.includes(part.S) ?? value.SS?.includes(part.S) ?? false;
  if (part.N !== undefined) return value.NS?.includes(part.N) ?? false;
  if (part.B === undefined) return false;
  if (value.B !== undefined) return bytesOf(value.B).includes(bytesOf(part.B));
  return value.BS?.includes(part.B) ?? false;
};

const bothThere =
  (left: Reading, right: Reading, test: Test): Evaluation =>
  (item, values) => {
    const [one, two] = [left(item, values), right(item, values)];
    return one !== undefined && two !== undefined && test(one, two);
  };

const calls: Readonly<Record<string, Test>> = {
  begins_with: beginsWith,
  contains,
  attribute_type: (value, kind) => kindOf(value) === kind.S,
};

/** Makes a parsed condition a function. */
export const evaluationOf = (condition: Condition): Evaluation => {
  switch (condition.kind) {
    case 'and': {
      const [left, right] = [evaluationOf(condition.left), evaluationOf(condition.right)];
      return (item, values) => left(item, values) && right(item, values);
    }
    case 'or': {
      const [left, right] = [evaluationOf(condition.left), evaluationOf(condition.right)];
      return (item, values) => left(item, values) || right(item, values);
    }
    case 'not': {
      const inner = evaluationOf(condition.of);
      return (item, values) => !inner(item, values);
    }
    case 'compare': {
      const [left, right] = [readingOf(condition.left), readingOf(condition.right)];
      if (condition.by !== '<>') return bothThere(left, right, tests[condition.by]);
      const same = bothThere(left, right, sameValue);
      return (item, values) => !same(item, values);
    }
    case 'between': {
      const of = readingOf(condition.of);
      const fromLow = bothThere(of, readingOf(condition.low), tests['>=']);
      const toHigh = bothThere(of, readingOf(condition.high), tests['<=']);
      return (item, values) => fromLow(item, values) && toHigh(item, values);
    }
    case 'in': {
      const of = readingOf(condition.of);
      const options = condition.options.map((option) => bothThere(of, readingOf(option), sameValue));
      return (item, values) => options.some((option) => option(item, values));
    }
    case 'call': {
      const [first, second] = condition.operands.map(readingOf) as [Reading, Reading];
      if (condition.name === 'attribute_exists') return (item, values) => first(item, values) !== undefined;
      if (condition.name === 'attribute_not_exists') {
        return (item, values) => first(item, values) === undefined;
      }
      return bothThere(first, second, calls[condition.name] as Test);
    }
  }
};

/** Calls back for each operand of a condition with what uses it and where it stands there. */
export const eachOperand = (
  condition: Condition,
  visit: (operand: Operand, operator: string, position: number) => void,
): void => {
  const see = (operand: Operand, operator: string, position: number): void => {
    visit(operand, operator, position);
    if (operand.kind === 'size') see(operand.of, 'size', 0);
  };
  if (condition.kind === 'and' || condition.kind === 'or') {
    eachOperand(condition.left, visit);
    eachOperand(condition.right, visit);
  } else if (condition.kind === 'not') eachOperand(condition.of, visit);
  else if (condition.kind === 'compare') {
    see(condition.left, condition.by, 0);
    see(condition.right, condition.by, 1);
  } else if (condition.kind === 'between') {
    see(condition.of, 'BETWEEN', 0);
    see(condition.low, 'BETWEEN', 1);
    see(condition.high, 'BETWEEN', 2);
  } else if (condition.kind === 'in') {
    for (const [index, operand] of [condition.of, ...condition.options].entries()) see(operand, 'IN', index);
  } else if (condition.kind === 'call') {
    for (const [index, operand] of condition.operands.entries()) see(operand, condition.name, index);
  }
};
