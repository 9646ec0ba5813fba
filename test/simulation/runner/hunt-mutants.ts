import { availableParallelism } from 'node:os';
import type { Mutant } from '../mutants/mutant.ts';
import { readKillingSeeds, rememberKillers } from './killing-seeds.ts';
import { startWorker } from './pool.ts';

export type Hunted = {
  readonly name: string;
  /** undefined: it lived. */
  readonly killedBySeed: number | undefined;
  /** The promise whose breaking gave it away. */
  readonly invariant: string | undefined;
  /** The promises that it was meant to break. */
  readonly breaks: readonly string[];
};

const CHUNK = 25;

/** The seed that found it last, whichever that was: a rare one may lie beyond the others. Then all in chunks. */
const spans = (from: number, to: number, last: number | undefined): { from: number; to: number }[] => [
  ...(last !== undefined ? [{ from: last, to: last }] : []),
  ...Array.from({ length: Math.ceil((to - from + 1) / CHUNK) }, (_, index) => ({
    from: from + index * CHUNK,
    to: Math.min(to, from + (index + 1) * CHUNK - 1),
  })),
];

const hunt = async (
  mutant: Mutant,
  seeds: readonly { readonly from: number; readonly to: number }[],
): Promise<Hunted> => {
  const worker = startWorker(mutant.name);
  const { name, breaks } = mutant;
  try {
    for (const span of seeds) {
      const { failures } = await worker.perform({ kind: 'hunt', ...span });
      // Of what a seed shows, what the mutant was meant for says most.
      const [meant] = breaks.flatMap((wanted) => failures.filter(({ invariant }) => invariant === wanted));
      const failure = meant ?? failures[0];
      if (failure) return { name, breaks, killedBySeed: failure.seed, invariant: failure.invariant };
    }
    return { name, breaks, killedBySeed: undefined, invariant: undefined };
  } finally {
    worker.stop();
  }
};

/** Plants each bug in a process of its own and plays seeds until it is found out. */
export const huntMutants = async (
  mutants: readonly Mutant[],
  seeds: { readonly from: number; readonly to: number },
  onDone: () => void,
): Promise<readonly Hunted[]> => {
  const lastFound = readKillingSeeds();
  const waiting = [...mutants];
  const hunted: Hunted[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      hunted.push(await hunt(mutant, spans(seeds.from, seeds.to, lastFound[mutant.name])));
      onDone();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  rememberKillers(hunted);
  return mutants.flatMap(({ name }) => hunted.find((one) => one.name === name) ?? []);
};
