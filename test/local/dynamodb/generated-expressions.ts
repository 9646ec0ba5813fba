import * as fc from 'fast-check';
import type { Wire } from './subject.ts';

/** A part of an expression: text, or something that gets a placeholder. */
export type Piece = string | { readonly value: Wire } | { readonly name: string };
export type Pieces = readonly Piece[];

type Expressions = Readonly<Record<string, Pieces | undefined>>;

/** The expressions of one request, which share their placeholders. */
export const rendered = (expressions: Expressions, extra: Wire = {}): Wire => {
  const values: Record<string, unknown> = { ...extra };
  const names: Record<string, string> = {};
  const text = (pieces: Pieces) =>
    pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece;
        if ('name' in piece) {
          names[`#${piece.name}`] = piece.name;
          return `#${piece.name}`;
        }
        const placeholder = `:v${Object.keys(values).length}`;
        values[placeholder] = piece.value;
        return placeholder;
      })
      .join('');
  const texts = Object.entries(expressions).flatMap(([field, pieces]) =>
    pieces ? [[field, text(pieces)]] : [],
  );
  return {
    ...Object.fromEntries(texts),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
  };
};

const texts = fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'B', 'é', '\u{1F600}', '1');
const bytes = fc.constantFrom('', 'AA==', 'AAE=', '/w==', 'YQ==', 'YWI=');
const NUMBERS = [
  '0',
  '1',
  '2',
  '3',
  '5',
  '10',
  '-1',
  '-2',
  '0.5',
  '1.0',
  '1e1',
  '100',
  '0.1',
  '-0.25',
  '1e37',
  '1e38',
  '1e125',
  '-9e125',
  '9'.repeat(38),
  `-${'9'.repeat(38)}`,
  '1e-130',
  '3e-129',
  '12345678901234567890',
  '0.00000000000000000001',
]; // prettier-ignore
const numbers = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 12 }).map(String) },
  fc.constantFrom(...NUMBERS),
);

const setOf = (members: fc.Arbitrary<string>) =>
  fc.uniqueArray(members, {
    minLength: 1,
    maxLength: 4,
    selector: (member) => (Number.isNaN(Number(member)) || member === '' ? member : Number(member)),
  });

const scalars: fc.Arbitrary<Wire> = fc.oneof(
  { weight: 4, arbitrary: numbers.map((N) => ({ N })) },
  { weight: 3, arbitrary: texts.map((S) => ({ S })) },
  bytes.map((B) => ({ B })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
  setOf(texts).map((SS) => ({ SS })),
  setOf(fc.constantFrom('1', '2', '3', '-1', '0.5')).map((NS) => ({ NS })),
  fc.uniqueArray(bytes, { minLength: 1, maxLength: 3 }).map((BS) => ({ BS })),
);

export const values: fc.Arbitrary<Wire> = fc.letrec<{ value: Wire }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 5, arbitrary: scalars },
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(fc.constantFrom('a', 'b', 'l'), tie('value'), { maxKeys: 3 }).map((M) => ({ M })),
  ),
})).value;

/** A row's attributes besides its key; `l` is often a list, `m` a map, `n` a number, so that paths lead somewhere. */
export const attributes: fc.Arbitrary<Wire> = fc.record(
  {
    a: values,
    b: values,
    n: fc.oneof({ weight: 4, arbitrary: numbers.map((N) => ({ N })) }, values),
    l: fc.oneof({ weight: 4, arbitrary: fc.array(values, { maxLength: 3 }).map((L) => ({ L })) }, values),
    m: fc.oneof(
      { weight: 4, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'l'), values).map((M) => ({ M })) },
      values,
    ),
    s: fc.oneof({ weight: 3, arbitrary: setOf(texts).map((SS) => ({ SS })) }, values),
  },
  { requiredKeys: [] },
);

const roots = fc.constantFrom<Piece>('a', 'b', 'n', 'l', 'm', 's', { name: 'a' }, { name: 'state' });
const steps = fc.constantFrom<Pieces>(
  ['.a'],
  ['.b'],
  ['.l'],
  ['[0]'],
  ['[1]'],
  ['[2]'],
  ['.', { name: 'a' }],
);
export const paths: fc.Arbitrary<Pieces> = fc.oneof(
  { weight: 3, arbitrary: roots.map((root) => [root]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Pieces>(['m.a'], ['m.b'], ['l[0]'], ['l[1]'], ['m.l[0]'], ['l[0].a']),
  },
  fc.tuple(roots, fc.array(steps, { maxLength: 3 })).map(([root, more]) => [root, ...more.flat()]),
);

const given = values.map((value): Pieces => [{ value }]);
const operands: fc.Arbitrary<Pieces> = fc.oneof(
  { weight: 4, arbitrary: paths },
  { weight: 4, arbitrary: given },
  paths.map((path) => ['size(', ...path, ')']),
);
const TYPES = ['S', 'N', 'B', 'SS', 'NS', 'BS', 'L', 'M', 'NULL', 'BOOL', 'X'];

const tests: fc.Arbitrary<Pieces> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(operands, fc.constantFrom(' = ', ' <> ', ' < ', '<=', ' > ', '>='), operands)
      .map(([one, operator, two]) => [...one, operator, ...two]),
  },
  fc
    .tuple(operands, operands, operands)
    .map(([one, low, high]) => [...one, ' BETWEEN ', ...low, ' AND ', ...high]),
  fc
    .tuple(operands, fc.array(operands, { minLength: 1, maxLength: 3 }))
    .map(([one, list]) => [
      ...one,
      ' IN (',
      ...list.flatMap((each, at) => (at > 0 ? [', ', ...each] : each)),
      ')',
    ]),
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('attribute_exists(', 'attribute_not_exists('), paths)
      .map(([name, path]) => [name, ...path, ')']),
  },
  fc
    .tuple(paths, fc.constantFrom(...TYPES))
    .map(([path, S]) => ['attribute_type(', ...path, ', ', { value: { S } }, ')']),
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('begins_with(', 'contains('), operands, operands)
      .map(([name, one, two]) => [name, ...one, ', ', ...two, ')']),
  },
);

/** Takes one piece away or puts one in: mostly no expression any more, and then both have to say so. */
const nearly = (valid: fc.Arbitrary<Pieces>): fc.Arbitrary<Pieces> =>
  fc
    .tuple(
      valid,
      fc.nat(),
      fc.constantFrom<Piece | undefined>(undefined, ' AND ', ')', 'state', ', ', ':none', '#none', 'size('),
    )
    .map(([pieces, at, piece]) =>
      pieces.toSpliced(
        at % (pieces.length + 1),
        piece === undefined ? 1 : 0,
        ...(piece === undefined ? [] : [piece]),
      ),
    );

const sound: fc.Arbitrary<Pieces> = fc.letrec<{ condition: Pieces }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: tests },
    fc
      .tuple(tie('condition'), fc.constantFrom(' AND ', ' OR ', ' and '), tie('condition'))
      .map(([one, operator, two]) => [...one, operator, ...two]),
    tie('condition').map((one) => ['NOT ', ...one]),
    tie('condition').map((one) => ['(', ...one, ')']),
  ),
})).condition;

export const conditions: fc.Arbitrary<Pieces> = fc.oneof({ weight: 9, arbitrary: sound }, nearly(sound));

const atoms: fc.Arbitrary<Pieces> = fc.oneof(
  { weight: 3, arbitrary: paths },
  { weight: 4, arbitrary: given },
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 5 }).map((N): Pieces => [{ value: { N: String(N) } }]) },
  fc
    // Not with another path, because of the known difference `emulatorReadsBothOperands`.
    .tuple(paths, given)
    .map(([path, other]) => ['if_not_exists(', ...path, ', ', ...other, ')']),
  fc
    .tuple(fc.oneof(paths, given), fc.oneof(paths, given))
    .map(([one, two]) => ['list_append(', ...one, ', ', ...two, ')']),
);
const assigned: fc.Arbitrary<Pieces> = fc.oneof(
  { weight: 3, arbitrary: atoms },
  fc
    .tuple(atoms, fc.constantFrom(' + ', ' - '), atoms)
    .map(([one, operator, two]) => [...one, operator, ...two]),
);

const clause = (name: string, actions: fc.Arbitrary<Pieces>): fc.Arbitrary<Pieces> =>
  fc
    .array(actions, { minLength: 1, maxLength: 3 })
    .map((list) => [name, ...list.flatMap((each, at) => (at > 0 ? [', ', ...each] : each)), ' ']);

const sums = fc.oneof(
  { weight: 3, arbitrary: numbers.map((N): Pieces => [{ value: { N } }]) },
  given,
  setOf(texts).map((SS): Pieces => [{ value: { SS } }]),
);
const clauses = [
  clause(
    'SET ',
    fc.tuple(paths, assigned).map(([path, value]) => [...path, ' = ', ...value]),
  ),
  clause('REMOVE ', paths),
  clause(
    'ADD ',
    fc.tuple(paths, sums).map(([path, value]) => [...path, ' ', ...value]),
  ),
  clause(
    'DELETE ',
    fc.tuple(paths, setOf(texts)).map(([path, SS]) => [...path, ' ', { value: { SS } }]),
  ),
] as const;

/** Such as products send: of the right types for most rows. */
const usual: fc.Arbitrary<Pieces> = fc.oneof(
  fc
    .tuple(fc.constantFrom<Piece>('a', 'b', 'n', { name: 'a' }), values)
    .map(([name, value]) => ['SET ', name, ' = ', { value }]),
  fc.constantFrom<Pieces>(
    ['SET n = n + ', { value: { N: '1' } }],
    ['SET n = if_not_exists(n, ', { value: { N: '0' } }, ') + ', { value: { N: '1' } }],
    ['ADD n ', { value: { N: '2' } }],
    ['ADD s ', { value: { SS: ['a', 'new'] } }],
    ['DELETE s ', { value: { SS: ['a', 'ab', ''] } }],
    ['SET l = list_append(l, ', { value: { L: [{ N: '1' }] } }, ')'],
    ['SET l[0] = ', { value: { N: '1' } }, ' REMOVE l[1]'],
    ['SET m.a = ', { value: { N: '1' } }, ', m.b = ', { value: { N: '2' } }],
    ['REMOVE a, b, m.a, l[0]'],
  ),
);

const soundUpdates: fc.Arbitrary<Pieces> = fc.oneof(
  { weight: 3, arbitrary: clauses[0] },
  clauses[1],
  clauses[2],
  clauses[3],
  {
    weight: 2,
    arbitrary: fc
      .shuffledSubarray([0, 1, 2, 3] as const, { minLength: 1, maxLength: 3 })
      .chain((which) => fc.tuple(...which.map((at) => clauses[at])).map((list) => list.flat())),
  },
);
export const updates: fc.Arbitrary<Pieces> = fc.oneof(
  { weight: 6, arbitrary: soundUpdates },
  { weight: 3, arbitrary: usual },
  nearly(soundUpdates),
);

export const projections: fc.Arbitrary<Pieces> = fc
  .array(paths, { minLength: 1, maxLength: 3 })
  .map((list) => list.flatMap((each, at) => (at > 0 ? [', ', ...each] : each)));
