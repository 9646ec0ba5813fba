type Leaf = string | number | boolean | null;
type Test = (leaf: Leaf) => boolean;

/** Whether an event fits. */
export type Matches = (event: unknown) => boolean;

type Place = { readonly owner: string; readonly path: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = ({ owner, path }: Place, why: string): never => {
  throw new Error(
    `The local cloud cannot judge the event pattern of ${owner}: ${why} at ${path || 'the top'}`,
  );
};

/** What a matcher looks at: an object is no leaf, a list counts by its members, absent is none. */
const leavesOf = (value: unknown): readonly Leaf[] => {
  if (value === undefined || isObject(value)) return [];
  return Array.isArray(value) ? value.flatMap(leavesOf) : [value as Leaf];
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const numericTest = (rule: unknown, place: Place): Test => {
  if (!Array.isArray(rule) || rule.length === 0 || rule.length % 2 === 1)
    return refuse(place, 'a malformed numeric');
  const steps = rule.flatMap((operator, index) => {
    if (index % 2 === 1) return [];
    const compare = comparisons[String(operator)] ?? refuse(place, `the numeric operator ${operator}`);
    const bound: unknown = rule[index + 1];
    return typeof bound === 'number' ? [{ compare, bound }] : refuse(place, 'a numeric of no number');
  });
  return (leaf) => typeof leaf === 'number' && steps.every(({ compare, bound }) => compare(leaf, bound));
};

const textTest =
  (fits: (text: string, part: string) => boolean) =>
  (rule: unknown, place: Place): Test => {
    if (typeof rule !== 'string') return refuse(place, 'a prefix or suffix that is no text');
    return (leaf) => typeof leaf === 'string' && fits(leaf, rule);
  };
const prefixTest = textTest((text, part) => text.startsWith(part));

const anythingButTest = (rule: unknown, place: Place): Test => {
  if (!isObject(rule)) {
    const unwanted: readonly unknown[] = [rule].flat();
    return (leaf) => !unwanted.includes(leaf);
  }
  const names = Object.keys(rule);
  if (names.join() !== 'prefix') return refuse(place, `anything-but with ${names.join(' and ')}`);
  const unwanted = prefixTest(rule.prefix, place);
  return (leaf) => !unwanted(leaf);
};

const operators: Readonly<Record<string, (rule: unknown, place: Place) => Test>> = {
  numeric: numericTest,
  prefix: prefixTest,
  suffix: textTest((text, part) => text.endsWith(part)),
  'anything-but': anythingButTest,
};

const existsMatcher = (rule: unknown, place: Place): Matches => {
  if (typeof rule !== 'boolean') return refuse(place, 'an exists that is neither true nor false');
  return (value) => leavesOf(value).length > 0 === rule;
};

/** A list in the event fits when one of its members does, also for anything-but. */
const matcherOf = (matcher: unknown, place: Place): Matches => {
  if (!isObject(matcher)) return (value) => leavesOf(value).some((leaf) => leaf === matcher);
  const names = Object.keys(matcher);
  const name = names.join(' with ');
  if (name === 'exists') return existsMatcher(matcher.exists, place);
  const operator = operators[name] ?? refuse(place, `the operator ${name}`);
  const test = operator(matcher[name], place);
  return (value) => leavesOf(value).some(test);
};

const compile = (pattern: unknown, place: Place): Matches => {
  if (Array.isArray(pattern)) {
    const matchers = pattern.map((matcher) => matcherOf(matcher, place));
    return (value) => matchers.some((matches) => matches(value));
  }
  if (!isObject(pattern)) return refuse(place, 'a value outside a list');
  const parts = Object.entries(pattern).map(([name, inner]) => {
    if (name.startsWith('$')) return refuse(place, `the operator ${name}`);
    const path = place.path ? `${place.path}.${name}` : name;
    return { name, matches: compile(inner, { ...place, path }) };
  });
  return (value) => parts.every(({ name, matches }) => matches(isObject(value) ? value[name] : undefined));
};

/**
 * The language of EventBridge's rules and Lambda's filters: exact values, null, numeric (of JSON numbers only), prefix,
 * suffix, exists, anything-but and anything-but prefix. Throws at once, naming the owner and the operator, for anything
 * else.
 */
export const compilePattern = (pattern: unknown, owner: string): Matches =>
  compile(pattern, { owner, path: '' });
