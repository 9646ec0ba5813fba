import { attribute, type WireItem, type WireValue } from '../wire.ts';
import { type Path, samePath, valueAt } from './path.ts';

/** A request's ExpressionAttributeValues, checked. */
export type Values = Readonly<Record<string, WireValue>>;

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'size'; readonly of: Operand };

/** The value of an operand for an item; undefined where the item has none. */
export type Reading = (item: WireItem, values: Values) => WireValue | undefined;

const sizeOf = (value: WireValue): number | undefined => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.M !== undefined) return Object.keys(value.M).length;
  return (value.L ?? value.SS ?? value.NS ?? value.BS)?.length;
};

export const readingOf = (operand: Operand): Reading => {
  if (operand.kind === 'value') {
    const { name } = operand;
    return (_, values) => values[name];
  }
  if (operand.kind === 'size') {
    const inner = readingOf(operand.of);
    return (item, values) => {
      const value = inner(item, values);
      const size = value && sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    };
  }
  const { path } = operand;
  if (path.length > 1) return (item) => valueAt(item, path);
  const [name] = path as [string];
  return (item) => attribute(item, name);
};

export const sameOperand = (left: Operand, right: Operand): boolean =>
  left.kind === 'path' && right.kind === 'path' && samePath(left.path, right.path);
