/** A token bucket: `burst` requests at once, refilled at `ratePerSecond`. `now` is any steady clock in milliseconds. */
export const createThrottle = (
  limit: { readonly burst: number; readonly ratePerSecond: number },
  now: () => number,
): { take(): boolean } => {
  let tokens = limit.burst;
  let filledAt = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(limit.burst, tokens + ((at - filledAt) / 1000) * limit.ratePerSecond);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
};
