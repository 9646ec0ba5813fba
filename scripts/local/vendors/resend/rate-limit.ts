import type { Reply } from '../simulator.ts';
import type { Clock } from '../vendor-model.ts';
import { resendError } from './email-checks.ts';

const tooMany = (limit: number): Reply => ({
  ...resendError(
    429,
    'rate_limit_exceeded',
    `Too many requests. You can only make ${limit} requests per second. See rate limit response headers for more information.`,
  ),
  headers: {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': '0',
    'ratelimit-reset': '1',
    'retry-after': '1',
  },
});

/** Requests a second for the whole account; undefined: no limit. */
export const createRateLimit = (clock: Clock, requestsPerSecond: number | undefined) => {
  let limit = requestsPerSecond;
  let recent: number[] = [];
  return {
    set(wanted: number | undefined): void {
      limit = wanted;
    },
    /** Counts a request, or answers its refusal. */
    take(): Reply | undefined {
      if (limit === undefined) return undefined;
      recent = recent.filter((at) => clock.now() - at < 1000);
      if (recent.length >= limit) return tooMany(limit);
      recent.push(clock.now());
      return undefined;
    },
  };
};
