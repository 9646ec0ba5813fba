import { checkedValue } from '../checked-value.ts';
import { DynamoFailure, invalid } from '../failure.ts';
import type { Input, WireValue } from '../wire.ts';
import { type CompiledCondition, compileCondition } from './compile-condition.ts';
import { type CompiledUpdate, compileUpdate } from './compile-update.ts';
import type { Values } from './operand.ts';
import type { Names } from './path.ts';
import { compileProjection, type Projection } from './projection.ts';
import type { ExpressionKind } from './tokens.ts';

/** Something compiled, with the placeholders it used and what they stood for. */
type Known = { readonly names: readonly (readonly [string, string])[]; readonly compiled: unknown };

/** Texts remembered for each kind; products write their expressions with placeholders, so there are few. */
const MOST_TEXTS = 5_000;
const MOST_NAMINGS = 8;

const remembered: Readonly<Record<ExpressionKind, Map<string, Known[]>>> = {
  ConditionExpression: new Map(),
  FilterExpression: new Map(),
  KeyConditionExpression: new Map(),
  UpdateExpression: new Map(),
  ProjectionExpression: new Map(),
};

const NO_NAMES: Readonly<Record<string, string>> = {};
const NO_VALUES: Values = {};

const compiledOnce = <Compiled>(
  kind: ExpressionKind,
  text: string,
  given: Readonly<Record<string, string>>,
  compile: (names: Names) => Compiled,
): { readonly compiled: Compiled; readonly names: Known['names'] } => {
  const texts = remembered[kind];
  const known = texts.get(text);
  for (const entry of known ?? []) {
    if (entry.names.every(([placeholder, name]) => given[placeholder] === name)) {
      return entry as { compiled: Compiled; names: Known['names'] };
    }
  }
  const names: Names = { given, used: new Set() };
  const compiled = compile(names);
  const entry = { compiled, names: [...names.used].map((name) => [name, given[name] ?? ''] as const) };
  if (texts.size > MOST_TEXTS) texts.clear();
  texts.set(text, [entry, ...(known ?? [])].slice(0, MOST_NAMINGS));
  return entry;
};

const LONGEST_PLACEHOLDER = 255;
const PLACEHOLDER = { '#': /^#[A-Za-z0-9_]+$/, ':': /^:[A-Za-z0-9_]+$/ };

const entriesOf = (input: unknown, field: string, mark: '#' | ':'): [string, unknown][] => {
  if (typeof input !== 'object' || input === null) throw invalid(`${field} must be a map`);
  const entries = Object.entries(input);
  if (entries.length === 0) throw invalid(`${field} must not be empty`);
  for (const [key] of entries) {
    if (key.length > LONGEST_PLACEHOLDER) {
      throw invalid(
        `${field} contains invalid key: The expression attribute map contains a key that is too long; size of key: ${key.length}`,
      );
    }
    if (!PLACEHOLDER[mark].test(key))
      throw invalid(`${field} contains invalid key: Syntax error; key: "${key}"`);
  }
  return entries;
};

const namesOf = (input: unknown): Readonly<Record<string, string>> => {
  for (const [key, name] of entriesOf(input, 'ExpressionAttributeNames', '#')) {
    if (typeof name !== 'string' || name === '') {
      throw invalid(`ExpressionAttributeNames contains invalid value for key ${key}`);
    }
  }
  return input as Readonly<Record<string, string>>;
};

const valuesOf = (input: unknown): Values => {
  const values: Record<string, WireValue> = {};
  for (const [key, value] of entriesOf(input, 'ExpressionAttributeValues', ':')) {
    try {
      values[key] = checkedValue(value);
    } catch (error) {
      if (!(error instanceof DynamoFailure)) throw error;
      throw invalid(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
    }
  }
  return values;
};

/** The expressions of one request, checked together: every placeholder is defined, every defined one used. */
export type RequestExpressions = {
  readonly values: Values;
  readonly condition?: CompiledCondition;
  readonly filter?: CompiledCondition;
  readonly keyCondition?: CompiledCondition;
  readonly update?: CompiledUpdate;
  readonly projection?: Projection;
};

const FIELDS = [
  ['update', 'UpdateExpression', compileUpdate],
  ['keyCondition', 'KeyConditionExpression', compileCondition],
  ['filter', 'FilterExpression', compileCondition],
  ['condition', 'ConditionExpression', compileCondition],
  ['projection', 'ProjectionExpression', compileProjection],
] as const;

const NONE: RequestExpressions = { values: NO_VALUES };

const refuseUnused = (field: string, given: Input, used: ReadonlySet<string>): void => {
  const unused = Object.keys(given).filter((key) => !used.has(key));
  if (unused.length === 0) return;
  throw invalid(`Value provided in ${field} unused in expressions: keys: {${unused.join(', ')}}`);
};

const refuseUndefined = (kind: ExpressionKind, used: readonly string[], values: Values): void => {
  for (const name of used) {
    if (Object.hasOwn(values, name)) continue;
    throw invalid(
      `Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${name}`,
    );
  }
};

/** Compiles what a request says in expressions. Throws a ValidationException. */
export const expressionsOf = (input: Input): RequestExpressions => {
  const { ExpressionAttributeNames: namesGiven, ExpressionAttributeValues: valuesGiven } = input;
  const present = FIELDS.filter(([, kind]) => input[kind] !== undefined);
  if (present.length === 0) {
    if (namesGiven !== undefined) {
      throw invalid('ExpressionAttributeNames can only be specified when using expressions');
    }
    if (valuesGiven !== undefined) {
      throw invalid('ExpressionAttributeValues can only be specified when using expressions');
    }
    return NONE;
  }
  const names = namesGiven === undefined ? NO_NAMES : namesOf(namesGiven);
  const values = valuesGiven === undefined ? NO_VALUES : valuesOf(valuesGiven);
  const usedNames = new Set<string>();
  const usedValues = new Set<string>();
  const expressions: Record<string, unknown> = { values };

  for (const [field, kind, compile] of present) {
    const text = input[kind];
    if (typeof text !== 'string') throw invalid(`Invalid ${kind}: an expression is text`);
    const { compiled, names: resolved } = compiledOnce<CompiledCondition | CompiledUpdate | Projection>(
      kind,
      text,
      names,
      (given) =>
        compile === compileCondition
          ? compileCondition(kind, text, given)
          : (compile as (text: string, names: Names) => CompiledUpdate | Projection)(text, given),
    );
    for (const [placeholder] of resolved) usedNames.add(placeholder);
    expressions[field] = compiled;
    if ('keep' in compiled) continue;
    refuseUndefined(kind, compiled.usedValues, values);
    for (const name of compiled.usedValues) usedValues.add(name);
    compiled.check(values);
  }
  if (namesGiven !== undefined) refuseUnused('ExpressionAttributeNames', names, usedNames);
  if (valuesGiven !== undefined) refuseUnused('ExpressionAttributeValues', values, usedValues);
  return expressions as RequestExpressions;
};
