import { orderedNumber } from './decimal.ts';
import { invalid, invalidParameter } from './failure.ts';
import { attribute, bytesOf, kindOf, orderedText, type WireItem, type WireValue } from './wire.ts';

export type KeyAttribute = { readonly name: string; readonly type: 'S' | 'N' | 'B' };

/** The key of a table or index. */
export type KeySchema = { readonly hash: KeyAttribute; readonly range: KeyAttribute | undefined };

/** Where an item is: texts ordered as the key values are. Without a sort key `order` is empty. */
export type Place = { readonly hash: string; readonly order: string };

const LONGEST_HASH = 2048;
const LONGEST_RANGE = 1024;

export const keyAttributes = ({ hash, range }: KeySchema): readonly KeyAttribute[] =>
  range ? [hash, range] : [hash];

/** Text that is ordered as key values of one type are. */
export const keyText = (value: WireValue): string => {
  if (value.S !== undefined) return orderedText(value.S);
  if (value.N !== undefined) return orderedNumber(value.N);
  return bytesOf(value.B ?? '');
};

const isEmpty = (value: WireValue): boolean => value.S === '' || value.B === '';

/** The words for a key attribute without content. */
export const emptyKey = (name: string, value: WireValue): Error =>
  invalid(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${value.S === '' ? 'string' : 'binary'} value. Key: ${name}`,
  );

const refuseLong = (value: WireValue, isHash: boolean): void => {
  const text = value.S ?? value.B;
  // A character has at most three bytes.
  if (text === undefined || text.length * 3 <= LONGEST_RANGE) return;
  const size = Buffer.byteLength(text, value.S === undefined ? 'base64' : 'utf8');
  if (isHash && size > LONGEST_HASH) {
    throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
  }
  if (!isHash && size > LONGEST_RANGE) {
    throw invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
  }
};

const textIn = (item: WireItem, { name, type }: KeyAttribute, isHash: boolean): string => {
  const value = attribute(item, name);
  if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
  const kind = kindOf(value);
  if (kind !== type) {
    throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${kind}`);
  }
  if (isEmpty(value)) throw emptyKey(name, value);
  refuseLong(value, isHash);
  return keyText(value);
};

/** Throws a ValidationException where a key attribute is empty. */
export const refuseEmptyKey = (schema: KeySchema, item: WireItem): void => {
  for (const { name } of keyAttributes(schema)) {
    const value = attribute(item, name);
    if (value && isEmpty(value)) throw emptyKey(name, value);
  }
};

/** Throws a ValidationException where an item lacks a key attribute or has an empty one. */
export const refuseMissingKey = (schema: KeySchema, item: WireItem): void => {
  for (const { name } of keyAttributes(schema)) {
    if (attribute(item, name) === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
  }
  refuseEmptyKey(schema, item);
};

const mismatched = () => invalid('The provided key element does not match the schema');

/** Throws a ValidationException where a key has other attributes than the schema, or an empty one. */
export const refuseOtherKey = (schema: KeySchema, key: WireItem): void => {
  const attributes = keyAttributes(schema);
  const isOther =
    Object.keys(key).length !== attributes.length ||
    attributes.some(({ name }) => attribute(key, name) === undefined);
  if (isOther) throw mismatched();
  refuseMissingKey(schema, key);
};

/** Where an item belongs. Throws a ValidationException where its key is missing or of no use. */
export const placeOfItem = ({ hash, range }: KeySchema, item: WireItem): Place => ({
  hash: textIn(item, hash, true),
  order: range ? textIn(item, range, false) : '',
});

/** Where a key leads. Throws a ValidationException where it is not the schema's key and nothing else. */
export const placeOfKey = (schema: KeySchema, key: WireItem): Place => {
  refuseOtherKey(schema, key);
  for (const { name, type } of keyAttributes(schema)) {
    if (kindOf(key[name] as WireValue) !== type) throw mismatched();
  }
  return placeOfItem(schema, key);
};

/** The key attributes of an item. */
export const keyOf = ({ hash, range }: KeySchema, item: WireItem): WireItem => ({
  [hash.name]: item[hash.name] as WireValue,
  ...(range && { [range.name]: item[range.name] as WireValue }),
});

/** Throws a ValidationException where an item has an index's key attribute that the index cannot take. */
export const refuseBadIndexKey = (indexName: string, schema: KeySchema, item: WireItem): void => {
  for (const { name, type } of keyAttributes(schema)) {
    const value = attribute(item, name);
    if (value === undefined) continue;
    const kind = kindOf(value);
    if (kind !== type) {
      throw invalidParameter(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${kind} IndexName: ${indexName}`,
      );
    }
    if (isEmpty(value)) {
      throw invalid(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind === 'S' ? 'string' : 'binary'} value. IndexName: ${indexName}, IndexKey: ${name}`,
      );
    }
    refuseLong(value, name === schema.hash.name);
  }
};
