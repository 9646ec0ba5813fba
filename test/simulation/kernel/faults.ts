import type { Chance } from './chance.ts';

/**
 * What may go wrong at an I/O point:
 *
 * | kind | the effect happens | the caller sees |
 * |---|---|---|
 * | error-before | no | an error of the service |
 * | time-out-before | no | a time-out |
 * | time-out-after | yes | a time-out |
 * | crash-before | no | nothing: its invocation is dead |
 * | crash-after | yes | nothing: its invocation is dead |
 * | slow | yes, minutes later | a time-out, or the end of its invocation |
 * | garbage | yes | an answer that nobody can read |
 * | partial | of some parts | an answer that says so |
 */
export const FAULT_KINDS = [
  'error-before',
  'time-out-before',
  'time-out-after',
  'crash-before',
  'crash-after',
  'slow',
  'garbage',
  'partial',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Where code waits for something outside: `service.action`, and the how manieth of the run. */
export type Point = {
  readonly ordinal: number;
  readonly place: string;
  /** Alike in two runs: the n-th wait of a function for the same occasion. */
  readonly likeness: string;
  readonly now: number;
  readonly kinds: readonly FaultKind[];
};

export type FaultPlan = { draw(point: Point): FaultKind | undefined };

export const noFaults: FaultPlan = { draw: () => undefined };

/** Exactly one fault, at the point of that ordinal. */
export const singleFault = (ordinal: number, kind: FaultKind): FaultPlan => ({
  draw: (point) => (point.ordinal === ordinal ? kind : undefined),
});

const RATES = [0, 0, 0.01, 0.04, 0.12, 0.3];
const BURST_RATE = 0.7;

type Burst = {
  readonly from: number;
  readonly until: number;
  readonly service: string;
  readonly kind: FaultKind;
};

export type Swarm = {
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
  readonly bursts: readonly Burst[];
};

/** Each run draws which faults there are and how often, so that each is seen alone, in company and not at all. */
export const drawSwarm = (
  chance: Chance,
  span: { readonly from: number; readonly until: number },
  services: readonly string[],
): Swarm => {
  const isCalm = chance.is(0.08);
  const rates = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, isCalm ? 0 : chance.pick(RATES)]));
  const bursts = Array.from({ length: isCalm ? 0 : chance.pick([0, 0, 1, 1, 2, 4]) }, () => {
    const from = span.from + chance.int(Math.max(1, span.until - span.from));
    const until = from + chance.pick([2_000, 10_000, 60_000, 600_000]);
    return { from, until, service: chance.pick(services), kind: chance.pick(FAULT_KINDS) };
  });
  return { rates, bursts };
};

/** Noise at a steady rate never makes ten bad seconds in a row, so there are bursts beside it. */
export const swarmFaults = (chance: Chance, { rates, bursts }: Swarm): FaultPlan => ({
  draw({ place, now, kinds }) {
    for (const { from, until, service, kind } of bursts) {
      const isHit = now >= from && now < until && place.startsWith(`${service}.`) && kinds.includes(kind);
      if (isHit && chance.is(BURST_RATE)) return kind;
    }
    for (const kind of kinds) {
      const rate = rates[kind] ?? 0;
      if (rate > 0 && chance.is(rate / 2)) return kind;
    }
    return undefined;
  },
});
