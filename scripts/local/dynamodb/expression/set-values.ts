import { addNumbers } from '../decimal.ts';
import { invalid } from '../failure.ts';
import type { SetKind, WireItem, WireValue } from '../wire.ts';
import type { Values } from './operand.ts';
import { type Path, valueAt } from './path.ts';
import type { SetOperand } from './update-tree.ts';

const missing = () =>
  invalid('The provided expression refers to an attribute that does not exist in the item');
const wrongKind = () => invalid('An operand in the update expression has an incorrect data type');

/** Reads what a SET action says, from the item as it was before the update. Throws a ValidationException. */
export const setValueOf = (operand: SetOperand, item: WireItem, values: Values): WireValue => {
  switch (operand.kind) {
    case 'value':
      return values[operand.name] as WireValue;
    case 'path': {
      const value = valueAt(item, operand.path);
      if (value === undefined) throw missing();
      return value;
    }
    case 'if_not_exists':
      return valueAt(item, operand.path) ?? setValueOf(operand.otherwise, item, values);
    case 'list_append': {
      const first = setValueOf(operand.first, item, values);
      const second = setValueOf(operand.second, item, values);
      if (!first.L || !second.L) throw wrongKind();
      return { L: [...first.L, ...second.L] };
    }
    default: {
      const left = setValueOf(operand.left, item, values);
      const right = setValueOf(operand.right, item, values);
      if (left.N === undefined || right.N === undefined) throw wrongKind();
      return { N: addNumbers(left.N, right.N, operand.kind === '-') };
    }
  }
};

const setKind = (value: WireValue): SetKind => (value.SS ? 'SS' : value.NS ? 'NS' : 'BS');

/** What ADD leaves at a path: a sum or a union. Throws a ValidationException. */
export const addedValue = (item: WireItem, path: Path, value: WireValue): WireValue => {
  const before = valueAt(item, path);
  if (before === undefined) return value;
  if (value.N !== undefined && before.N !== undefined) return { N: addNumbers(before.N, value.N, false) };
  const kind = setKind(value);
  const [old, more] = [before[kind], value[kind]];
  if (!old || !more) throw wrongKind();
  return { [kind]: [...new Set([...old, ...more])] };
};

/** What DELETE leaves of a set at a path; undefined where nothing is left or was. Throws a ValidationException. */
export const remainingValue = (item: WireItem, path: Path, value: WireValue): WireValue | undefined => {
  const before = valueAt(item, path);
  if (before === undefined) return undefined;
  const kind = setKind(value);
  const [old, less] = [before[kind], value[kind]];
  if (!old || !less) throw wrongKind();
  const left = old.filter((member) => !less.includes(member));
  return left.length > 0 ? { [kind]: left } : undefined;
};
