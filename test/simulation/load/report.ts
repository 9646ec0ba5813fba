import type { Violation } from '../invariants/violation.ts';

/** What came of a run under load. All of it but `seconds` is the same whenever the seed is. */
export type LoadReport = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** How often what happened. */
  readonly figures: Readonly<Record<string, number>>;
  /** `<function> <status>` and how often the edge answered so. */
  readonly answers: Readonly<Record<string, number>>;
  /** The most messages that each queue held at once. */
  readonly deepest: Readonly<Record<string, number>>;
  /** Simulated seconds from the end of the load until nothing was left to do. */
  readonly restSeconds: number;
  readonly simulatedSeconds: number;
  readonly ioPoints: number;
  /** Of the machine. */
  readonly seconds: number;
  /** The same for two runs exactly when callers heard the same and the same rows were left. */
  readonly digest: string;
};
