export type RateRule = {
  /** Whether a request of this address, which comes now, is within the limit. It is counted in any case. */
  take(address: string): boolean;
};

/** Into so many parts a window is cut; what is older than a window leaves part by part. */
const PARTS = 30;

/**
 * Counts requests by address over the window that ends now, refused ones among them. AWS counts with some seconds' delay
 * and may let a burst through; this is exact. `now`: any steady clock in milliseconds.
 */
export const createRateRule = (
  { limit, windowSeconds }: { readonly limit: number; readonly windowSeconds: number },
  now: () => number,
): RateRule => {
  const partMs = (windowSeconds * 1000) / PARTS;
  /** By address: how many came in which part. */
  const counts = new Map<string, Map<number, number>>();
  return {
    take(address) {
      const part = Math.floor(now() / partMs);
      const own = counts.get(address) ?? new Map<number, number>();
      counts.set(address, own);
      for (const old of own.keys()) if (old <= part - PARTS) own.delete(old);
      own.set(part, (own.get(part) ?? 0) + 1);
      return [...own.values()].reduce((sum, count) => sum + count, 0) <= limit;
    },
  };
};
