import type { Parameters } from 'fast-check';

/** Set to look further: `CONFORMANCE_SEED=7 CONFORMANCE_TIMES=20`. */
const { CONFORMANCE_SEED, CONFORMANCE_TIMES } = process.env;
const TIMES = Number(CONFORMANCE_TIMES ?? 1);

/** A test of so many cases may take so long. */
export const LIMIT_MS = 60_000 * TIMES;

/** The same cases at every run, so that a change that breaks nothing fails nothing; other ones in each `part`. */
export const settingsOf = <Value>(runs: number, part = 0): Parameters<Value> => ({
  seed: Number(CONFORMANCE_SEED ?? 20_261_128) + part,
  numRuns: runs * TIMES,
  endOnFailure: false,
});
