import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from './jobs.ts';

/** Of one run: more are of one cause. */
const MOST_ADDED = 20;

const FILE = join(import.meta.dirname, '../failing-seeds.json');

/** A seed that once broke a promise. It is played for ever, though what it draws changes whenever the simulator does. */
export type FailingSeed = { readonly seed: number; readonly invariant: string; readonly what: string };

export const readFailingSeeds = (): readonly FailingSeed[] =>
  JSON.parse(readFileSync(FILE, 'utf8')) as FailingSeed[];

/** Adds those that are not there yet, the lowest seeds first, and answers how many it added. */
export const rememberFailures = (failures: readonly Failure[]): number => {
  const known = readFailingSeeds();
  const fresh = failures.filter(
    ({ seed, alone }, index) =>
      alone === undefined &&
      !known.some((one) => one.seed === seed) &&
      failures.findIndex((one) => one.seed === seed) === index,
  );
  if (fresh.length === 0) return 0;
  const added = fresh.slice(0, MOST_ADDED).map(({ seed, invariant, what }) => ({ seed, invariant, what }));
  const all = [...known, ...added];
  writeFileSync(
    FILE,
    `${JSON.stringify(
      all.toSorted((one, other) => one.seed - other.seed),
      null,
      2,
    )}\n`,
  );
  return added.length;
};
