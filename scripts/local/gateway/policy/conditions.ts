import { assertVariablesKnown, fill, joined } from './variables.ts';
import { matchesParts, type PatternPart } from './wildcard.ts';

/** Facts about one request, by condition key in lower case; a key that is absent has no value. */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

type Test = (actual: string, expected: readonly PatternPart[]) => boolean;

/** Pieces of an ARN; everything behind the fifth colon is one. */
const ARN_PIECES = 6;

/** The pattern's parts between colons that the policy itself writes. A colon in a filled text separates too. */
const arnPieces = (parts: readonly PatternPart[]): PatternPart[][] => {
  const pieces: PatternPart[][] = [[]];
  for (const { text, literal } of parts) {
    const [first = '', ...others] = text.split(':');
    pieces.at(-1)?.push({ text: first, literal });
    for (const other of others) {
      if (pieces.length < ARN_PIECES) pieces.push([{ text: other, literal }]);
      else pieces.at(-1)?.push({ text: `:${other}`, literal });
    }
  }
  return pieces;
};

/** Piece by piece: a star does not reach over a colon of an ARN. Source: IAM User Guide, "ARN condition operators". */
const arnLike: Test = (actual, expected) => {
  const is = arnPieces([{ text: actual, literal: true }]);
  const wanted = arnPieces(expected);
  return (
    is.length === ARN_PIECES &&
    wanted.length === ARN_PIECES &&
    wanted.every((piece, index) => matchesParts(joined(is[index] ?? []), piece))
  );
};

const sameInAnyCase: Test = (actual, expected) => actual.toLowerCase() === joined(expected).toLowerCase();

const tests: Readonly<Record<string, Test>> = {
  StringEquals: (actual, expected) => actual === joined(expected),
  StringEqualsIgnoreCase: sameInAnyCase,
  StringLike: matchesParts,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: sameInAnyCase,
};

/** The negated operators: true when no listed value matches, and true when the key is absent. */
const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/** Condition keys the gateway fills where they apply. A statement that asks for any other is refused. */
const knownKeys: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:tagkeys',
  'dynamodb:leadingkeys',
  's3:prefix',
  'events:detail-type',
  'events:source',
  'sts:rolesessionname',
]);

/** Keys of one tag each. */
const tagKey = /^aws:(principal|request)tag\/./;

/** Keys that have several values. What IAM makes of them without `ForAllValues` or `ForAnyValue` is not documented. */
const manyValued: ReadonlySet<string> = new Set(['aws:tagkeys', 'dynamodb:leadingkeys']);

type Operator = { quantifier: 'one' | 'all' | 'any'; name: string; ifExists: boolean };

const parseOperator = (operator: string): Operator => {
  const [, quantifier, base = operator, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (base !== 'Null' && !(base in tests) && !(base in negated)) {
    throw new Error(`The local cloud does not know condition operator ${operator}.`);
  }
  // One rule says true of an absent key, the other false, and none says which of them wins.
  if (quantifier === 'ForAnyValue' && ifExists) {
    throw new Error(`The local cloud does not know condition operator ${operator}.`);
  }
  const named = { ForAllValues: 'all', ForAnyValue: 'any' } as const;
  return {
    quantifier: quantifier ? named[quantifier as keyof typeof named] : 'one',
    name: base,
    ifExists: ifExists !== undefined,
  };
};

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

const holds = (operator: string, key: string, expected: string[], context: ConditionContext): boolean => {
  const { quantifier, name, ifExists } = parseOperator(operator);
  const actual = context[key.toLowerCase()];
  if (name === 'Null') return expected.includes(String(actual === undefined));
  if (actual === undefined && ifExists) return true;
  const positive = negated[name];
  const test = tests[positive ?? name];
  if (!test) throw new Error(`The local cloud does not know condition operator ${operator}.`);
  const patterns = expected.flatMap((text) => {
    const filled = fill(text, context);
    return filled ? [filled] : [];
  });
  const matches = (value: string): boolean =>
    patterns.some((pattern) => test(value, pattern)) !== (positive !== undefined);
  if (quantifier === 'all') return (actual ?? []).every(matches);
  if (quantifier === 'any') return (actual ?? []).some(matches);
  if (actual === undefined) return positive !== undefined;
  const [only, ...others] = actual;
  return only !== undefined && others.length === 0 && matches(only);
};

/** Whether every operator and key of a condition block holds for a request. */
export const conditionHolds = (
  condition: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
  context: ConditionContext,
): boolean =>
  Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, key, asTexts(expected), context)),
  );

const assertKeyUnderstood = ({ quantifier, name }: Operator, key: string): void => {
  const lower = key.toLowerCase();
  if (!knownKeys.has(lower) && !tagKey.test(lower)) {
    throw new Error(`The local cloud does not know condition key ${key}.`);
  }
  if (quantifier === 'one' && name !== 'Null' && manyValued.has(lower)) {
    throw new Error(`Condition key ${key} has several values: it needs ForAllValues or ForAnyValue.`);
  }
};

/** Throws, by name, for an operator, key or variable that the evaluator could only guess at. */
export const assertConditionUnderstood = (condition: Readonly<Record<string, unknown>>): void => {
  for (const [operator, keys] of Object.entries(condition)) {
    const parsed = parseOperator(operator);
    for (const [key, value] of Object.entries(keys as Record<string, unknown>)) {
      assertKeyUnderstood(parsed, key);
      for (const text of asTexts(value)) {
        assertVariablesKnown(text);
        if (parsed.name.startsWith('Arn') && text.split(':').length < ARN_PIECES) {
          throw new Error(`${text} under ${operator} is no ARN.`);
        }
      }
    }
  }
};
