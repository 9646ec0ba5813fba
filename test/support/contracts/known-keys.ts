import type { Json } from './documents.ts';
import { isObject, resolve } from './references.ts';

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const listOf = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : []);

/** Whether an alternative can be meant: by the kind of the value, and by its constants (`object: 'invoice'`). */
const canBeMeant = (document: Json, alternative: unknown, value: unknown): boolean => {
  const node = resolve(document, alternative);
  if (!isObject(node)) return true;
  const types = [node.type ?? []].flat();
  const kind = typeOf(value);
  if (types.length > 0 && !types.includes(kind) && !(kind === 'number' && types.includes('integer')))
    return false;
  if (!listOf(node.allOf).every((part) => canBeMeant(document, part, value))) return false;
  if (!isObject(value) || !isObject(node.properties)) return true;
  return Object.entries(node.properties).every(([name, property]) => {
    const inner = resolve(document, property);
    const given = value[name];
    if (!isObject(inner) || typeof given !== 'string') return true;
    if (inner.const !== undefined) return inner.const === given;
    return !Array.isArray(inner.enum) || inner.enum.includes(given);
  });
};

/** The plain schemas that say something of a value, with references, compositions and alternatives taken apart. */
const facesOf = (document: Json, schema: unknown, value: unknown): readonly Json[] => {
  const node = resolve(document, schema);
  if (!isObject(node)) return [{ additionalProperties: true }];
  const alternatives = [...listOf(node.anyOf), ...listOf(node.oneOf)];
  const meant = alternatives.filter((one) => canBeMeant(document, one, value));
  const parts = [...listOf(node.allOf), ...(meant.length > 0 ? meant : alternatives)];
  const inner = parts.flatMap((part) => facesOf(document, part, value));
  const isPlain = parts.length === 0 || node.properties !== undefined || node.items !== undefined;
  return isPlain ? [node, ...inner] : inner;
};

/** Paths of the fields that no schema names. An object whose fields nobody describes may have any. */
export const unknownKeys = (document: Json, schema: unknown, value: unknown, at = ''): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const faces = facesOf(document, schema, value);
  if (Array.isArray(value)) {
    const items = faces.flatMap((face) => (face.items === undefined ? [] : [face.items]));
    const either = { anyOf: items };
    return items.length === 0
      ? []
      : value.flatMap((item, index) => unknownKeys(document, either, item, `${at}[${index}]`));
  }
  const isDescribed = faces.some(({ properties }) => isObject(properties));
  const isOpen = faces.some(({ additionalProperties: more }) => more === true);
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = at === '' ? name : `${at}.${name}`;
    const named = faces.flatMap(({ properties }) =>
      isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [],
    );
    const others = faces.flatMap(({ additionalProperties: more }) => (isObject(more) ? [more] : []));
    const schemas = named.length > 0 ? named : others;
    if (schemas.length > 0) return unknownKeys(document, { anyOf: schemas }, inner, path);
    return isDescribed && !isOpen ? [path] : [];
  });
};
