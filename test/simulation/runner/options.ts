import { parseArgs } from 'node:util';

export type Options = {
  readonly seeds: number;
  readonly seedStart: number;
  /** Plays one seed and tells all of it. */
  readonly seed: number | undefined;
  /** Whether single faults are played, at every point or once at points that are alike. */
  readonly exhaustive: 'every point' | 'once' | undefined;
  /** Of that seed only what is about this: an appointment, a call. */
  readonly about: string | undefined;
  readonly mutants: boolean;
  /** Of single faults and of planted bugs every so-many-th, for a look that takes less time; 1: all. */
  readonly oneIn: number;
  /** Only this mutant is planted. */
  readonly mutant: string | undefined;
  readonly json: boolean;
  /** Instead of random runs: so much of the load, 1 being all of it. */
  readonly load: number | undefined;
};

/** What a run plays unless it is told otherwise, and within which every mutant has to be found. */
export const NORMAL_SEEDS = 2_000;

export const HELP = `Tries to break bookings, fees and texts: the real handlers over a simulated cloud and simulated vendors, in which
everything may go wrong at every point. A seed always gives the same run.

  npm run simulate                      2,000 random runs
  npm run simulate -- --seeds N         so many (0: none)
  npm run simulate -- --seed-start S    from this seed on
  npm run simulate -- --seed S          one run, and what happened in it to which booking
  npm run simulate -- --seed S --about TEXT   of it only what mentions TEXT (an appointment's or a call's id), all that
                                        the invocations did that mention it, and broken promises
  npm run simulate -- --exhaustive      also: every flow with every fault at every one of its points
  npm run simulate -- --exhaustive --once   of points that are alike in several flows only the first
  npm run simulate -- --mutants         also: every planted bug has to be found within these seeds
  npm run simulate -- --one-in N        of single faults and planted bugs every N-th
  npm run simulate -- --mutant NAME     only this one; with --seed S what it does there
  npm run simulate -- --load            instead: a minute of load, and 10,000 callers for one time; with --seed S others
  npm run simulate -- --load --scale F  so much of it, 0.1 for a tenth
  npm run simulate -- --json            the figures as JSON on the standard output

Ends with 1 when a promise was broken, a mutant lived or broke only what it was not meant to, a run was not the same
twice, or, from 1,000 seeds on, something never happened that should have.
`;

export class UsageError extends Error {}

const wholeNumber = (name: string, text: string | undefined, fallback: number): number => {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new UsageError(`--${name} wants a whole number, not "${text}"`);
  return value;
};

const share = (text: string | undefined): number => {
  const value = Number(text ?? 1);
  if (!(value > 0 && value <= 1))
    throw new UsageError(`--scale wants more than 0 and at most 1, not "${text}"`);
  return value;
};

/** What was asked for, or undefined where only help was. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string' },
        'seed-start': { type: 'string' },
        seed: { type: 'string' },
        about: { type: 'string' },
        exhaustive: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        mutants: { type: 'boolean', default: false },
        mutant: { type: 'string' },
        'one-in': { type: 'string' },
        json: { type: 'boolean', default: false },
        load: { type: 'boolean', default: false },
        scale: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return undefined;
    if (values.about !== undefined && values.seed === undefined) throw new UsageError('--about wants --seed');
    if (values.once && !values.exhaustive) throw new UsageError('--once wants --exhaustive');
    if (values.scale !== undefined && !values.load) throw new UsageError('--scale wants --load');
    const seeds = wholeNumber('seeds', values.seeds, NORMAL_SEEDS);
    const { exhaustive, mutants, mutant, seed, load } = values;
    if (
      seeds === 0 &&
      !exhaustive &&
      !mutants &&
      [mutant, seed, load || undefined].every((one) => one === undefined)
    )
      throw new UsageError('--seeds 0 leaves nothing to play');
    return {
      seeds,
      seedStart: wholeNumber('seed-start', values['seed-start'], 1),
      seed: values.seed === undefined ? undefined : wholeNumber('seed', values.seed, 0),
      about: values.about,
      exhaustive: values.exhaustive ? (values.once ? 'once' : 'every point') : undefined,
      mutants: values.mutants || values.mutant !== undefined,
      mutant: values.mutant,
      oneIn: Math.max(1, wholeNumber('one-in', values['one-in'], 1)),
      json: values.json,
      load: values.load ? share(values.scale) : undefined,
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
};
