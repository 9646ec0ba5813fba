import type { Progress } from './progress.ts';

/** A goal that holds by luck of one sample holds nothing. */
export const SAMPLES = 15;

export type Side = {
  /** Takes one sample. */
  readonly sample: () => Promise<number> | number;
};

export const percentile = (values: readonly number[], percent: number): number => {
  if (values.length === 0) throw new Error('there are no samples');
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(rank - 1, 0)] as number;
};

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Where the middle four fifths lie. */
export const spreadOf = (values: readonly number[]): readonly [number, number] => [
  percentile(values, 10),
  percentile(values, 90),
];

/** The order of a round: each side is as often first as any other. */
export const turn = <Name>(names: readonly Name[], round: number): Name[] => {
  const start = round % names.length;
  return [...names.slice(start), ...names.slice(0, start)];
};

/**
 * Samples of every side, one of each a round, so that whatever else the machine does meets all of them alike. The first
 * `warmUp` rounds do not count.
 */
export const interleave = async <Name extends string>(
  sides: Readonly<Record<Name, Side>>,
  options: { readonly samples?: number; readonly warmUp?: number; readonly progress?: Progress } = {},
): Promise<Record<Name, number[]>> => {
  const { samples = SAMPLES, warmUp = 0, progress } = options;
  if (samples < SAMPLES) throw new Error(`${samples} samples are too few: at least ${SAMPLES}`);
  const names = Object.keys(sides) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < warmUp + samples; round += 1) {
    for (const name of turn(names, round)) {
      const value = await sides[name].sample();
      if (round >= warmUp) taken[name].push(value);
    }
    progress?.(`sample ${Math.max(round + 1 - warmUp, 0)} of ${samples}`);
  }
  return taken;
};

/** Milliseconds that `work` takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};
