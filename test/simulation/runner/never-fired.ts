import type { Tally } from './jobs.ts';

/** Fewer seeds than these are a look, not a proof. */
export const ENOUGH_SEEDS = 1_000;

/**
 * The rarest kinds fire once in some hundred times that they might. What has been met so often and never fired is drawn
 * by nothing.
 */
const ENOUGH_MEETINGS = 2_000;

/**
 * Which kinds of fault never met which place where they might have, and what else never happened. `possible`: what is
 * wanted however seldom its place was met.
 */
export const neverFired = (
  { fired, met, seen }: Pick<Tally, 'fired' | 'met' | 'seen'>,
  possible: ReadonlySet<string>,
): readonly string[] => {
  const often = Object.keys(met).filter((key) => (met[key] ?? 0) >= ENOUGH_MEETINGS);
  return [
    ...[...new Set([...possible, ...often])].filter((key) => (fired[key] ?? 0) === 0).toSorted(),
    ...Object.keys(seen).filter((name) => seen[name] === 0),
  ];
};
