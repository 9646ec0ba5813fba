import type { VendorAnswer } from '../../contracts/api/health.ts';

/** Whether what everything stands on can be reached now. */
export type Reachability = {
  /** Answers within its own time limit, whatever happens; never throws. */
  table(): Promise<boolean>;
};

/** A stage's secret as it is kept, whatever its shape; `undefined` for what is no JSON. Throws where it cannot be read. */
export type KeptSecret = { read(): Promise<unknown> };

/**
 * Shows a vendor one setting by the cheapest request that a key of ours may make, within a time limit of its own.
 * Never throws, and says nothing of what it showed.
 */
export type VendorCheck = (
  value: string,
  other: (setting: string) => string | undefined,
) => Promise<VendorAnswer>;

/** Who is asked about a setting, by the setting's name. */
export type VendorChecks = Readonly<Record<string, VendorCheck>>;
