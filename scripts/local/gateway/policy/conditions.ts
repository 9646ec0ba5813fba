import { matchesPattern } from './wildcard.ts';

/** Facts about one request, by condition key in lower case; a key that is absent has no value. */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

type Test = (actual: string, expected: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: (actual, expected) => matchesPattern(actual, expected),
  ArnEquals: (actual, expected) => matchesPattern(actual, expected),
  ArnLike: (actual, expected) => matchesPattern(actual, expected),
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
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
  'dynamodb:leadingkeys',
  'events:detail-type',
  'events:source',
]);

type Operator = { quantifier: 'one' | 'all' | 'any'; name: string; ifExists: boolean };

const parseOperator = (operator: string): Operator => {
  const [, quantifier, base = operator, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (base !== 'Null' && !(base in tests) && !(base in negated)) {
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
  const matches = (value: string): boolean =>
    expected.some((pattern) => test(value, pattern)) !== (positive !== undefined);
  if (quantifier === 'all') return (actual ?? []).every(matches);
  if (quantifier === 'any') return (actual ?? []).some(matches);
  return actual === undefined ? positive !== undefined : actual.some(matches);
};

/** Whether every operator and key of a condition block holds for a request. */
export const conditionHolds = (
  condition: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
  context: ConditionContext,
): boolean =>
  Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, key, asTexts(expected), context)),
  );

/** Throws, by name, for an operator, key or variable that the evaluator could only guess at. */
export const assertConditionUnderstood = (condition: Readonly<Record<string, unknown>>): void => {
  for (const [operator, keys] of Object.entries(condition)) {
    parseOperator(operator);
    for (const [key, value] of Object.entries(keys as Record<string, unknown>)) {
      if (!knownKeys.has(key.toLowerCase())) {
        throw new Error(`The local cloud does not know condition key ${key}.`);
      }
      const variable = asTexts(value).find((text) => text.includes('${'));
      if (variable) throw new Error(`The local cloud does not fill policy variables (${variable}).`);
    }
  }
};
