import { Refusal } from '../errors.ts';
import { BUCKETS } from './limits.ts';
import type { Buckets, Holder } from './ports.ts';

export type LimitDeps = {
  readonly buckets: Buckets;
  /** A stage's limits are so many times what limits.ts says. */
  readonly factor: number;
};

/** Refuses with `too_many_requests` and the `retryAfterSeconds` from which it is worth asking again. */
export const takeTokens =
  ({ buckets, factor }: LimitDeps) =>
  async (holder: Exclude<Holder, { kind: 'stage' }>, cost: number, nowMs: number): Promise<void> => {
    const { capacity, everyMs } = BUCKETS[holder.kind];
    const taken = await buckets.take(holder, { capacity: capacity * factor, everyMs }, cost, nowMs);
    if (taken.kind === 'empty')
      throw new Refusal('too_many_requests', {
        of: holder.kind,
        retryAfterSeconds: Math.max(1, Math.ceil(taken.waitMs / 1000)),
      });
  };
