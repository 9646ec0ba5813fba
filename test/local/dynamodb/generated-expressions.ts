import * as fc from 'fast-check';
import { numbers, type Piece, type Pieces, paths, setOf, texts, values } from './generated-values.ts';
import type { Wire } from './subject.ts';

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
    ['REMOVE l[0], l[1]'],
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
