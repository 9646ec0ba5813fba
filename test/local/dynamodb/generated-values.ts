import * as fc from 'fast-check';
import type { Wire } from './subject.ts';

/** A part of an expression: text, or something that gets a placeholder. */
export type Piece = string | { readonly value: Wire } | { readonly name: string };
export type Pieces = readonly Piece[];

export const texts = fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'B', 'é', '\u{1F600}', '1');
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
export const numbers = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 12 }).map(String) },
  fc.constantFrom(...NUMBERS),
);

export const setOf = (members: fc.Arbitrary<string>) =>
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
