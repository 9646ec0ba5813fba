/** An attribute value as DynamoDB's wire protocol has it; binary is base64 text. Exactly one member is set. */
export type WireValue = {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: true;
  readonly M?: WireItem;
  readonly L?: readonly WireValue[];
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
};

/** Attribute values in wire form by attribute name. */
export type WireItem = Readonly<Record<string, WireValue>>;

export type Kind = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'M' | 'L' | 'SS' | 'NS' | 'BS';

export type SetKind = 'SS' | 'NS' | 'BS';

/** The input of an action or a part of it, as it came. */
export type Input = Readonly<Record<string, unknown>>;

/** Of a checked value, which has one member. */
export const kindOf = (value: WireValue): Kind => {
  for (const kind in value) return kind as Kind;
  return 'NULL';
};

/** A value's own member: a name like `constructor` is an attribute name as any other. */
export const attribute = (item: WireItem, name: string): WireValue | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** Sets a member whatever its name is: `__proto__` by assignment would change the object's kind. */
export const setMember = <Value>(target: Record<string, Value>, name: string, value: Value): void => {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  } else target[name] = value;
};

const OUTSIDE_ASCII_ORDER = /[\ud800-\uffff]/;

/**
 * Text that JavaScript orders as DynamoDB orders the original, which goes by UTF-8 bytes: surrogates stand for what
 * comes after U+FFFF, yet have smaller code units than U+E000 to U+FFFF.
 */
export const orderedText = (text: string): string =>
  OUTSIDE_ASCII_ORDER.test(text)
    ? text.replace(/[\ud800-\uffff]/g, (unit) => {
        const code = unit.charCodeAt(0);
        return String.fromCharCode(code >= 0xe000 ? code - 0x0800 : code + 0x2000);
      })
    : text;

/** One character a byte, ordered as the bytes are. */
export const bytesOf = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1');
