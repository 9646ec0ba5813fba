import { PARTS, type Shape } from './shape.ts';

/** `untold`: parts that cannot be asked of this table, and are not compared. */
export type Compared = { readonly differences: readonly string[]; readonly untold: readonly string[] };

const indexDifferences = (live: Shape['indexes'], expected: Shape['indexes']): string[] =>
  [...new Set([...expected.keys(), ...live.keys()])].flatMap((name) => {
    const [is, shall] = [live.get(name), expected.get(name)];
    if (is === shall) return [];
    if (is === undefined) return [`index ${name} is missing: ${shall}`];
    return [
      shall === undefined
        ? `index ${name} is one too many: ${is}`
        : `index ${name} is ${is}; shall be ${shall}`,
    ];
  });

/** Every way in which the table is not as it was synthesised, a line each. */
export const compareShapes = (live: Shape, expected: Shape): Compared => ({
  differences: [
    ...PARTS.flatMap((part) => {
      const is = live[part];
      return is === undefined || is === expected[part]
        ? []
        : [`${part}: is ${is}; shall be ${expected[part]}`];
    }),
    ...indexDifferences(live.indexes, expected.indexes),
  ],
  untold: PARTS.filter((part) => live[part] === undefined),
});
