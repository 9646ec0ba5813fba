import type { Json } from './documents.ts';

/** A place in a document: `#/components/schemas/X` resolves within it. */
export type Schema = { readonly document: Json; readonly node: unknown };

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a reference points at; references to references are followed. */
export const resolve = (document: Json, node: unknown): unknown => {
  if (!isObject(node) || typeof node.$ref !== 'string') return node;
  const steps = decodeURIComponent(node.$ref.replace(/^#\//, '')).split('/');
  const target = steps.reduce<unknown>(
    (place, step) => (isObject(place) ? place[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
    document,
  );
  if (target === undefined) throw new Error(`the document has nothing at ${node.$ref}`);
  return resolve(document, target);
};
