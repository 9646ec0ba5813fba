import type { VendorAnswer } from '../../contracts/api/health.ts';

/** Whether what everything stands on can be reached now. */
export type Reachability = {
  /** Answers within its own time limit, whatever happens; never throws. */
  table(): Promise<boolean>;
};

/** The stage's secret as it is kept, whatever its shape. Throws where it cannot be read. */
export type KeptSecret = { read(): Promise<unknown> };

/** Shows a vendor one key by the cheapest request that a key of ours may make. Never throws, and says nothing of the key. */
export type VendorCheck = {
  /** The settings that its answer is about: each with the words of what that setting holds. */
  readonly of: string;
  ask(value: string, all: Readonly<Record<string, string>>): Promise<VendorAnswer>;
};

/** What a stage is told besides its secret: variables by name. */
export type Variables = Readonly<Record<string, string>>;
