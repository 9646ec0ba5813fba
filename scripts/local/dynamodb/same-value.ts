import { compareNumbers } from './decimal.ts';
import { bytesOf, orderedText, type WireValue } from './wire.ts';

const sameMembers = (left: readonly string[], right: readonly string[]): boolean => {
  if (left.length !== right.length) return false;
  const members = new Set(left);
  return right.every((member) => members.has(member));
};

/** Whether two checked values are equal: sets in any order, numbers as numbers. */
export const sameValue = (left: WireValue, right: WireValue): boolean => {
  if (left === right) return true;
  if (left.S !== undefined) return left.S === right.S;
  if (left.N !== undefined) return left.N === right.N;
  if (left.BOOL !== undefined) return left.BOOL === right.BOOL;
  if (left.B !== undefined) return left.B === right.B;
  if (left.NULL !== undefined) return right.NULL !== undefined;
  if (left.M !== undefined) return right.M !== undefined && sameAttributes(left.M, right.M);
  if (left.L !== undefined) {
    const { L } = right;
    return (
      L?.length === left.L.length &&
      left.L.every((element, index) => sameValue(element, L[index] as WireValue))
    );
  }
  if (left.SS !== undefined) return right.SS !== undefined && sameMembers(left.SS, right.SS);
  if (left.NS !== undefined) return right.NS !== undefined && sameMembers(left.NS, right.NS);
  return left.BS !== undefined && right.BS !== undefined && sameMembers(left.BS, right.BS);
};

/** Whether two items or maps are equal. */
export const sameAttributes = (
  left: Readonly<Record<string, WireValue>>,
  right: Readonly<Record<string, WireValue>>,
): boolean => {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && sameValue(left[name] as WireValue, right[name] as WireValue),
  );
};

const compareText = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

/** Below, at or above zero; undefined where the two have no order: other kinds, or kinds that are not ordered. */
export const compareValues = (left: WireValue, right: WireValue): number | undefined => {
  if (left.S !== undefined && right.S !== undefined) {
    return compareText(orderedText(left.S), orderedText(right.S));
  }
  if (left.N !== undefined && right.N !== undefined) return compareNumbers(left.N, right.N);
  if (left.B !== undefined && right.B !== undefined) return compareText(bytesOf(left.B), bytesOf(right.B));
  return undefined;
};
