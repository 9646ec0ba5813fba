import type { Hunted } from './hunt-mutants.ts';
import { emptyTally, type Failure, type Tally, together } from './jobs.ts';
import type { Options } from './options.ts';

type Timed = { readonly tally: Tally; readonly seconds: number };

export type Summary = {
  readonly seeds: Timed | undefined;
  readonly exhaustive: Timed | undefined;
  readonly mutation: { readonly hunted: readonly Hunted[]; readonly seconds: number } | undefined;
  /** What should have been seen and was not. */
  readonly missed: readonly string[];
};

const YEAR_MS = 365.25 * 86_400_000;
const MOST_SHOWN = 12;

const number = (value: number): string => Math.round(value).toLocaleString('en-US');
const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const told = ({ seed, invariant, what, alone }: Failure): string =>
  alone === undefined
    ? `✗ ${invariant} in seed ${seed}: ${what}\n    npm run simulate -- --seed ${seed}`
    : `✗ ${invariant} by ${alone.fault} alone at point ${alone.ordinal} (${alone.place}) of "${alone.flow}": ${what}`;

const rateOf = ({ tally, seconds }: Timed): string =>
  `${number(tally.runs / seconds)} runs and ${number(tally.ioPoints / seconds)} I/O points a second`;

const toldTwice = ({ replayed, differed }: Tally): string => {
  if (replayed === 0) return 'none (one in a hundred is)';
  const outcome =
    differed.length === 0 ? 'all the same to the last step' : `✗ not the same: ${differed.join(', ')}`;
  return `${replayed} ${replayed === 1 ? 'seed' : 'seeds'}, ${outcome}`;
};

/** Whether a promise found it out that it was meant to break: another may have been broken by something else. */
const isFound = ({ invariant, breaks }: Hunted): boolean =>
  invariant !== undefined && breaks.includes(invariant);

const toldHunted = (hunted: Hunted): string => {
  const { name, killedBySeed, invariant, breaks } = hunted;
  if (killedBySeed === undefined) return `  ✗ ${name} lives (meant to break ${breaks.join(', ')})`;
  const seed = `${name.padEnd(52)} seed ${String(killedBySeed).padStart(5)}  ${invariant}`;
  return isFound(hunted) ? `  ✓ ${seed}` : `  ✗ ${seed}, and not ${breaks.join(', ')}`;
};

const linesOf = (
  { seeds, exhaustive, mutation, missed }: Summary,
  failures: readonly Failure[],
): string[] => {
  const lines: string[] = [''];
  if (seeds) {
    const { tally } = seeds;
    lines.push(
      `Random runs   ${number(tally.runs)} seeds, ${number(tally.ioPoints)} I/O points, ${number(total(tally.fired))} faults, ${(tally.simulatedMs / YEAR_MS).toFixed(1)} simulated years in ${number(seeds.seconds)} s (${rateOf(seeds)})`,
      `Run twice     ${toldTwice(tally)}`,
      `Seen          ${Object.entries(tally.seen)
        .map(([name, count]) => `${name} ${number(count)}`)
        .join(', ')}`,
    );
  }
  if (exhaustive) {
    const { tally } = exhaustive;
    lines.push(
      `Every point   ${number(tally.runs)} runs, at most one fault in each, ${number(tally.ioPoints)} I/O points in ${number(exhaustive.seconds)} s (${rateOf(exhaustive)})`,
    );
  }
  for (const failure of failures.slice(0, MOST_SHOWN)) lines.push(told(failure));
  if (failures.length > MOST_SHOWN) lines.push(`  … and ${failures.length - MOST_SHOWN} more`);
  for (const what of missed) lines.push(`✗ never happened: ${what}`);
  if (mutation) {
    lines.push(`Mutants       ${mutation.hunted.length} planted, in ${number(mutation.seconds)} s`);
    lines.push(...mutation.hunted.map(toldHunted));
  }
  return lines;
};

/** Prints the figures, for people or as JSON; 0 only if all is as it should be. */
export const printSummary = (summary: Summary, { json }: Options): number => {
  const { seeds, exhaustive, mutation, missed } = summary;
  const both = together(seeds?.tally ?? emptyTally, exhaustive?.tally ?? emptyTally);
  const { failures } = both;
  const hunted = mutation?.hunted ?? [];
  const differed = seeds?.tally.differed ?? [];
  const isGood =
    failures.length === 0 && hunted.every(isFound) && missed.length === 0 && differed.length === 0;
  const figures = {
    seeds: seeds?.tally.runs ?? 0,
    violations: failures,
    ioPoints: both.ioPoints,
    faultsFired: both.fired,
    seconds: { seeds: seeds?.seconds, exhaustive: exhaustive?.seconds, mutants: mutation?.seconds },
    exhaustiveRuns: exhaustive?.tally.runs ?? 0,
    replayed: seeds?.tally.replayed ?? 0,
    differed,
    seen: seeds?.tally.seen ?? {},
    neverHappened: missed,
    mutants: hunted.map(({ name, killedBySeed, invariant }) => ({
      name,
      killedBySeed,
      invariant,
    })),
  };
  if (json) console.log(JSON.stringify(figures, null, 2));
  else
    console.log(
      `${linesOf(summary, failures).join('\n')}\n${isGood ? '✓ every promise was kept' : '✗ something is not as it should be'}`,
    );
  return isGood ? 0 : 1;
};
