type Leaf = string | number | boolean | null | undefined;
type Test = (values: readonly Leaf[]) => boolean;
type Matches = (record: unknown) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = (path: string, why: string): never => {
  throw new Error(`The event filter cannot be judged locally: ${why} at ${path || 'the top'}`);
};

/** The values a pattern's leaf is compared with: an object is no leaf, a list counts by its members, absent is none. */
const leavesOf = (value: unknown): readonly Leaf[] => {
  if (value === undefined || isRecord(value)) return [];
  return Array.isArray(value) ? value.flatMap(leavesOf) : [value as Leaf];
};

/** DynamoDB's numbers travel as text. */
const numberOf = (value: Leaf): number =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && value.trim() !== ''
      ? Number(value)
      : Number.NaN;

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const numericTest = (rule: unknown, path: string): Test => {
  if (!Array.isArray(rule) || rule.length === 0 || rule.length % 2 === 1)
    return refuse(path, 'a malformed numeric');
  const steps = rule.flatMap((operator, index) => {
    if (index % 2 === 1) return [];
    const compare = COMPARISONS[String(operator)];
    return [
      {
        compare: compare ?? refuse(path, `the numeric operator ${operator}`),
        bound: Number(rule[index + 1]),
      },
    ];
  });
  return (values) =>
    values.map(numberOf).some((value) => steps.every(({ compare, bound }) => compare(value, bound)));
};

const textTest =
  (fits: (text: string, part: string) => boolean) =>
  (rule: unknown, path: string): Test => {
    if (typeof rule !== 'string') return refuse(path, 'a prefix or suffix that is no text');
    return (values) => values.some((value) => typeof value === 'string' && fits(value, rule));
  };
const prefixTest = textTest((text, part) => text.startsWith(part));

const anythingButTest = (rule: unknown, path: string): Test => {
  if (isRecord(rule)) {
    const [operator = '', ...others] = Object.keys(rule);
    if (operator !== 'prefix' || others.length > 0) return refuse(path, `anything-but with ${operator}`);
    const unwanted = prefixTest(rule.prefix, path);
    return (values) => values.some((value) => !unwanted([value]));
  }
  const excluded: readonly unknown[] = Array.isArray(rule) ? rule : [rule];
  return (values) => values.some((value) => !excluded.includes(value));
};

const existsTest = (rule: unknown, path: string): Test => {
  if (typeof rule !== 'boolean') return refuse(path, 'an exists that is neither true nor false');
  return (values) => values.length > 0 === rule;
};

const OPERATORS: Readonly<Record<string, (rule: unknown, path: string) => Test>> = {
  numeric: numericTest,
  prefix: prefixTest,
  suffix: textTest((text, part) => text.endsWith(part)),
  'anything-but': anythingButTest,
  exists: existsTest,
};

const testOf = (rule: unknown, path: string): Test => {
  if (!isRecord(rule)) return (values) => values.some((value) => value === rule);
  const [name = '', ...others] = Object.keys(rule);
  const operator = OPERATORS[name];
  if (!operator || others.length > 0) return refuse(path, `the operator ${[name, ...others].join(' with ')}`);
  return operator(rule[name], path);
};

const compile = (pattern: unknown, path: string): Matches => {
  if (Array.isArray(pattern)) {
    const tests = pattern.map((rule) => testOf(rule, path));
    return (value) => {
      const values = leavesOf(value);
      return tests.some((test) => test(values));
    };
  }
  if (!isRecord(pattern)) return refuse(path, 'a value outside a list');
  const parts = Object.entries(pattern).map(([name, inner]) => {
    if (name.startsWith('$')) return refuse(path, `the operator ${name}`);
    return { name, matches: compile(inner, path ? `${path}.${name}` : name) };
  });
  return (value) => parts.every(({ name, matches }) => matches(isRecord(value) ? value[name] : undefined));
};

/**
 * Lambda's event filtering: a record passes when any pattern matches, or when there is none. A pattern is JSON text or
 * its value; it may use exact values, null, numeric, prefix, suffix, exists and anything-but.
 * Throws at once, naming the operator, for anything else.
 */
export const compileFilters = (patterns: readonly unknown[]): Matches => {
  const filters = patterns.map((pattern) =>
    compile(typeof pattern === 'string' ? JSON.parse(pattern) : pattern, ''),
  );
  return (record) => filters.length === 0 || filters.some((matches) => matches(record));
};
