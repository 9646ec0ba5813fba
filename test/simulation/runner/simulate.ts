import { mutants } from '../mutants/mutants.ts';
import { breakFlows } from './break-flows.ts';
import { rememberFailures } from './failing-seeds.ts';
import { huntMutants } from './hunt-mutants.ts';
import { emptyTally, type Job, together } from './jobs.ts';
import { ENOUGH_SEEDS, neverFired } from './never-fired.ts';
import { NORMAL_SEEDS, type Options } from './options.ts';
import { performCounted } from './perform-counted.ts';
import { createProgress } from './progress.ts';
import { printSummary, type Summary } from './summary.ts';

const CHUNK = 20;

const seedJobs = ({ seeds, seedStart }: Options): readonly Job[] =>
  Array.from({ length: Math.ceil(seeds / CHUNK) }, (_, index) => ({
    kind: 'seeds',
    from: seedStart + index * CHUNK,
    to: Math.min(seedStart + seeds, seedStart + (index + 1) * CHUNK) - 1,
  }));

const hunt = async ({ seeds, seedStart, mutant, oneIn }: Options) => {
  const within = seeds === 0 ? NORMAL_SEEDS : seeds;
  const wanted = mutants.filter(({ name }, place) =>
    mutant === undefined ? place % oneIn === 0 : name === mutant,
  );
  const progress = createProgress('mutants', wanted.length);
  const hunted = await huntMutants(wanted, { from: seedStart, to: seedStart + within - 1 }, () =>
    progress.step(1),
  );
  return { hunted, seconds: progress.end() };
};

const tellAdded = (count: number): string =>
  `${count} failing ${count === 1 ? 'seed was' : 'seeds were'} added to test/simulation/failing-seeds.json, which the tests play for ever. If you broke a rule by hand, take it back: git checkout test/simulation/failing-seeds.json`;

/** Runs what was asked for, prints what came of it, and answers 0 only if every promise was kept. */
export const simulate = async (options: Options): Promise<number> => {
  const seeds =
    options.seeds > 0 && options.mutant === undefined
      ? await performCounted('seeds', seedJobs(options))
      : undefined;
  const exhaustive = options.exhaustive ? await breakFlows(options.exhaustive, options.oneIn) : undefined;
  const mutation = options.mutants ? await hunt(options) : undefined;
  const { tally = emptyTally, possible = new Set<string>() } = exhaustive ?? {};
  const isProof = seeds !== undefined && options.seeds >= ENOUGH_SEEDS;
  const summary: Summary = {
    seeds,
    exhaustive,
    mutation,
    missed: isProof
      ? neverFired({ ...seeds.tally, fired: together(seeds.tally, tally).fired }, possible)
      : [],
  };
  const added = rememberFailures(seeds?.tally.failures ?? []);
  const code = printSummary(summary, options);
  if (added > 0) console.error(tellAdded(added));
  return code;
};
