import { Refusal, type RefusalCode } from '../errors.ts';

const BACK_OFF_SECONDS = [30, 60, 120, 300, 900, 3600] as const;
/** Somebody has to look into it: the dead letter says so at once, and again each day until it is put right. */
export const A_DAY_SECONDS = 86_400;

/** Nothing is broken: the vendor cannot, will not or does not say, or what has to come before is not settled yet. */
const LATER: readonly RefusalCode[] = [
  'vendor_refused',
  'vendor_unavailable',
  'vendor_outcome_unknown',
  'busy_try_again',
];
export const isForLater = (error: unknown): error is Refusal =>
  error instanceof Refusal && LATER.includes(error.code);

/** How long money waits after its `attempt`, counted from one, ended like this. */
export const backOffSeconds = (attempt: number, { code }: Refusal): number =>
  code === 'vendor_refused'
    ? A_DAY_SECONDS
    : (BACK_OFF_SECONDS[Math.min(attempt, BACK_OFF_SECONDS.length) - 1] ?? A_DAY_SECONDS);

/**
 * Under the same keys a vendor repeats an answered failure for a day. Having looked, we may ask under new ones: and only
 * then, because a request that we gave up on may land under the old ones while we go on.
 */
export const keyVersionAfter = (keyVersion: number, { code, facts }: Refusal): number =>
  keyVersion + (code === 'vendor_outcome_unknown' && facts.answered === true ? 1 : 0);
