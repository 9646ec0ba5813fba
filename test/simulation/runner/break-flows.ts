import { findFlows } from '../flows/find-flows.ts';
import type { Point } from '../kernel/faults.ts';
import { emptyTally, type Job, type Single, type Tally, together } from './jobs.ts';
import { performCounted } from './perform-counted.ts';
import { performAll } from './pool.ts';

const CHUNK = 40;

const inChunks = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) =>
    items.slice(index * CHUNK, (index + 1) * CHUNK),
  );

/** Each point with each fault that may happen there; where `once`, of points that are alike only the first. */
const singlesOf = (points: readonly Point[], known: Set<string> | undefined): readonly Single[] =>
  points.flatMap(({ ordinal, place, likeness, kinds }) =>
    kinds.flatMap((fault) => {
      const kind = `${likeness} ${fault}`;
      if (known?.has(kind)) return [];
      known?.add(kind);
      return [{ ordinal, place, fault }];
    }),
  );

/**
 * Plays every flow without a fault, and then again with each fault at each of its points, one at a time. `once`: what is
 * alike in several flows (the n-th wait of a function for the same kind of event) is broken in the first of them only.
 * `oneIn`: of all that every so-many-th only. `possible`: each kind of fault that might happen somewhere, to compare with what did.
 */
export const breakFlows = async (
  how: 'every point' | 'once',
  oneIn: number,
): Promise<{ readonly tally: Tally; readonly possible: ReadonlySet<string>; readonly seconds: number }> => {
  const flows = await findFlows();
  const recorded = new Map<string, readonly Point[]>();
  let faultless = emptyTally;
  const toRecord = flows.map(({ name }) => ({ kind: 'record', flow: name }) as const);
  await performAll(toRecord, ({ points = [], ...done }, job) => {
    if (job.kind === 'record') recorded.set(job.flow, points);
    faultless = together(faultless, done);
  });
  const known = how === 'once' ? new Set<string>() : undefined;
  let found = 0;
  const isChosen = (): boolean => found++ % oneIn === 0;
  const jobs: readonly Job[] = flows.flatMap(({ name }) =>
    inChunks(singlesOf(recorded.get(name) ?? [], known).filter(isChosen)).map(
      (singles) => ({ kind: 'break', flow: name, singles }) as const,
    ),
  );
  const { tally, seconds } = await performCounted('every point', jobs);
  const possible = new Set(
    [...recorded.values()].flat().flatMap(({ place, kinds }) => kinds.map((kind) => `${place} × ${kind}`)),
  );
  return { tally: together(faultless, tally), possible, seconds };
};
