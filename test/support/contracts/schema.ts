import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Json } from './documents.ts';
import { unknownKeys } from './known-keys.ts';
import { isObject, resolve, type Schema } from './references.ts';

/** What is wrong with a value, one readable line each; empty when nothing is. */
export type Check = (value: unknown) => readonly string[];

const DATA_KEYWORDS = new Set(['enum', 'const', 'default', 'example', 'examples']);

/**
 * The vendors' types refer to each other all over: each is compiled when a value first reaches it, not before. What may
 * be exactly one of several may be any: the alternatives that vendors write down overlap.
 */
const withLazyReferences = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(withLazyReferences);
  if (!isObject(node)) return node;
  if (typeof node.$ref === 'string') return { lazyReference: node.$ref };
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key === 'oneOf' && node.anyOf === undefined ? 'anyOf' : key,
      DATA_KEYWORDS.has(key) ? value : withLazyReferences(value),
    ]),
  );
};

type Compiler = (node: unknown) => ValidateFunction;

const newCompiler = (document: Json, isCoercing: boolean): Compiler => {
  const ajv = new Ajv({ strict: false, logger: false, coerceTypes: isCoercing ? 'array' : false });
  addFormats.default(ajv);
  // The stricter pattern of the package knows no address of this machine.
  ajv.addFormat('url', (text: string) => URL.canParse(text));
  const byReference = new Map<string, ValidateFunction>();
  const byNode = new WeakMap<object, ValidateFunction>();
  const lookUp = Object.assign(
    (
      reference: string,
      value: unknown,
      _parent: unknown,
      place: Parameters<ValidateFunction>[1],
    ): boolean => {
      const known = byReference.get(reference);
      const validate =
        known ?? ajv.compile(Object(withLazyReferences(resolve(document, { $ref: reference }))));
      if (known === undefined) byReference.set(reference, validate);
      const isValid = validate(value, place) as boolean;
      lookUp.errors = validate.errors ?? null;
      return isValid;
    },
    { errors: null as ErrorObject[] | null },
  );
  ajv.addKeyword({ keyword: 'lazyReference', errors: 'full', validate: lookUp as never });
  return (node) => {
    const key = Object(node) as object;
    const validate = byNode.get(key) ?? ajv.compile(Object(withLazyReferences(node)));
    byNode.set(key, validate);
    return validate;
  };
};

const compilers = new WeakMap<Json, Readonly<Record<'exact' | 'coercing', Compiler>>>();

const compilerOf = (document: Json, isCoercing: boolean): Compiler => {
  const pair = compilers.get(document) ?? {
    exact: newCompiler(document, false),
    coercing: newCompiler(document, true),
  };
  compilers.set(document, pair);
  return isCoercing ? pair.coercing : pair.exact;
};

const inWords = ({ instancePath, message, params, keyword }: ErrorObject): string => {
  const place = instancePath === '' ? '' : `${instancePath.slice(1).replaceAll('/', '.')} `;
  const allowed = keyword === 'enum' ? `: ${(params.allowedValues as unknown[]).join(', ')}` : '';
  const constant = keyword === 'const' ? `: ${JSON.stringify(params.allowedValue)}` : '';
  return `${place}${message}${allowed}${constant}`;
};

/** Alternatives each say why they do not fit: only the most telling few lines are kept. */
const inFewWords = (errors: readonly ErrorObject[]): string[] => {
  const telling = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if'].includes(keyword));
  return [...new Set((telling.length > 0 ? telling : errors).map(inWords))].slice(0, 3);
};

/** Unknown to both: a path, or one above it, stands in each list. */
const unknownToBoth = (one: readonly string[], other: readonly string[]): readonly string[] => {
  const isIn = (list: readonly string[], path: string): boolean =>
    list.some((entry) => path === entry || path.startsWith(`${entry}.`) || path.startsWith(`${entry}[`));
  return [...new Set([...one, ...other])].filter((path) => isIn(one, path) && isIn(other, path));
};

export type Conformance = {
  /** All values are text, and become what the schema wants where they can. */
  readonly isForm?: boolean;
  /** Fields that this one names are known too: recorded payloads have some that the vendor's description lacks. */
  readonly alsoKnown?: Schema;
};

/**
 * Types, required fields, and no field that the schema does not name, also where it would let it pass: a renamed
 * optional field shows as an unknown one.
 */
export const conformsTo =
  ({ document, node }: Schema, { isForm = false, alsoKnown }: Conformance = {}): Check =>
  (value) => {
    const copy = structuredClone({ value });
    const validate = compilerOf(document, isForm)(node);
    const place = { instancePath: '', parentData: copy, parentDataProperty: 'value', rootData: copy };
    const errors = validate(copy.value, place as never) ? [] : inFewWords(validate.errors ?? []);
    const unknown = unknownKeys(document, node, copy.value);
    const others = alsoKnown && unknownKeys(alsoKnown.document, alsoKnown.node, copy.value);
    const named = others === undefined ? unknown : unknownToBoth(unknown, others);
    return [...errors, ...named.map((path) => `${path} is no field of it`)];
  };
