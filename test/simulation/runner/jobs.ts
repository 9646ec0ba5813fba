import type { FaultKind, Point } from '../kernel/faults.ts';

/** What a worker process is asked to do. */
export type Job =
  | { readonly kind: 'seeds'; readonly from: number; readonly to: number }
  /** One flow without a fault: which points it has. */
  | { readonly kind: 'record'; readonly flow: string }
  /** One flow again and again, each time with one of these faults. */
  | { readonly kind: 'break'; readonly flow: string; readonly singles: readonly Single[] }
  /** Seeds one after another until one fails. */
  | { readonly kind: 'hunt'; readonly from: number; readonly to: number };

/** How many runs it asks for. */
export const runsOf = (job: Job): number => {
  if (job.kind === 'record') return 1;
  return job.kind === 'break' ? job.singles.length : job.to - job.from + 1;
};

/** One fault at one point of a flow's fault-free run. */
export type Single = Pick<Point, 'ordinal' | 'place'> & { readonly fault: FaultKind };

export type Failure = {
  readonly seed: number;
  readonly invariant: string;
  readonly what: string;
  /** Set where one fault alone did it. */
  readonly alone?: Single & { readonly flow: string };
};

/** What came of it. Numbers of several jobs add up. */
export type Tally = {
  readonly runs: number;
  readonly ioPoints: number;
  readonly simulatedMs: number;
  readonly failures: readonly Failure[];
  /** Of those that were run twice: how many were, and which differed. */
  readonly replayed: number;
  readonly differed: readonly number[];
  /** `place × kind` and how often it fired. */
  readonly fired: Readonly<Record<string, number>>;
  /** `place × kind` and how often it might have fired. */
  readonly met: Readonly<Record<string, number>>;
  readonly seen: Readonly<Record<string, number>>;
  /** Of a run that was recorded. */
  readonly points?: readonly Point[];
};

export const emptyTally: Tally = {
  runs: 0,
  ioPoints: 0,
  simulatedMs: 0,
  failures: [],
  replayed: 0,
  differed: [],
  fired: {},
  met: {},
  seen: {},
};

const added = (
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> => {
  const sum = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

export const together = (one: Tally, other: Tally): Tally => ({
  runs: one.runs + other.runs,
  ioPoints: one.ioPoints + other.ioPoints,
  simulatedMs: one.simulatedMs + other.simulatedMs,
  failures: [...one.failures, ...other.failures],
  replayed: one.replayed + other.replayed,
  differed: [...one.differed, ...other.differed],
  fired: added(one.fired, other.fired),
  met: added(one.met, other.met),
  seen: added(one.seen, other.seen),
});
