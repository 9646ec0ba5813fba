/** One matcher of a pattern's list: a literal, or `{ operator: value }`. */
type Matcher = string | number | boolean | null | Readonly<Record<string, unknown>>;

type Operator = (values: readonly unknown[], argument: unknown) => boolean;

const texts = (values: readonly unknown[]): string[] =>
  values.filter((value): value is string => typeof value === 'string');

const operators: Readonly<Record<string, Operator>> = {
  prefix: (values, argument) => texts(values).some((text) => text.startsWith(String(argument))),
  suffix: (values, argument) => texts(values).some((text) => text.endsWith(String(argument))),
  exists: (values, argument) => values.length > 0 === argument,
  'anything-but': (values, argument) => {
    const unwanted: unknown[] = [argument].flat();
    return values.length > 0 && values.every((value) => !unwanted.includes(value));
  },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const operatorOf = (matcher: Readonly<Record<string, unknown>>): [Operator, unknown] => {
  const [name = '', argument] = Object.entries(matcher)[0] ?? [];
  const operator = operators[name];
  if (!operator) throw new Error(`The local cloud does not know event pattern operator "${name}".`);
  return [operator, argument];
};

const matchesAny = (matchers: readonly Matcher[], value: unknown): boolean => {
  const values = value === undefined ? [] : [value].flat();
  return matchers.some((matcher) => {
    if (!isObject(matcher)) return values.includes(matcher);
    const [operator, argument] = operatorOf(matcher);
    return operator(values, argument);
  });
};

/** Whether an event fits an EventBridge pattern (exact, prefix, suffix, exists, anything-but). */
export const matchesEventPattern = (pattern: Readonly<Record<string, unknown>>, event: unknown): boolean =>
  Object.entries(pattern).every(([key, expected]) => {
    const actual = isObject(event) ? event[key] : undefined;
    return Array.isArray(expected)
      ? matchesAny(expected as Matcher[], actual)
      : matchesEventPattern(expected as Record<string, unknown>, actual);
  });

/** Throws, by name, for an operator that would only be met when an event comes. */
export const assertPatternUnderstood = (pattern: Readonly<Record<string, unknown>>, where: string): void => {
  for (const [key, expected] of Object.entries(pattern)) {
    if (key === '$or')
      throw new Error(`${where}: the local cloud does not know event pattern operator "$or".`);
    if (isObject(expected)) assertPatternUnderstood(expected, where);
    else if (!Array.isArray(expected)) throw new Error(`${where}: pattern ${key} must be a list.`);
    else for (const matcher of expected) if (isObject(matcher)) operatorOf(matcher);
  }
};
