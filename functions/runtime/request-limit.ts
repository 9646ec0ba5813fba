import type { Route } from '../contracts/api/route.ts';
import type { BusinessId } from '../contracts/ids.ts';
import { Refusal } from '../domain/errors.ts';
import type { Asker } from './gate.ts';
import { log } from './log.ts';
import { count } from './metrics.ts';

type LimitedRequest = {
  readonly route: Route;
  readonly caller: Asker | undefined;
  readonly businessId: BusinessId | undefined;
  readonly address: string;
};

/** Refuses a request for which whoever asks has no tokens left. */
export type LimitRequest = (request: LimitedRequest, nowMs: number) => Promise<void>;

/**
 * Where the limit itself cannot be asked, what only reads passes, and the stage counts it: an owner sees the diary, and
 * the API's own throttle still holds. What changes something, sends something or tries a password is refused with
 * `busy_try_again`: uncounted it could cost money or give guesses away, and it needs the same table anyway.
 */
export const limited =
  (limit: LimitRequest): LimitRequest =>
  async (request, nowMs) => {
    try {
      await limit(request, nowMs);
    } catch (error) {
      const isUnknown = error instanceof Refusal && error.code === 'busy_try_again';
      if (!isUnknown || request.route.method !== 'GET') throw error;
      count('LimitUnknown');
      log.warn('limit.unknown', { ...error.facts });
    }
  };
