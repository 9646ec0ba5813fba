import type { Delivery } from './delivery.ts';

/** After this a claim whose end nobody wrote is taken up again. Longer than any worker lives. */
const CLAIM_MS = 60_000;
/**
 * How long after each failure it is tried again, as Standard Webhooks advises: a try more than there are pauses, over a
 * day and a half. Whoever looks for what is due looks once a minute, so that the first is rather a minute.
 */
const PAUSES_MS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400].map((seconds) => seconds * 1000);

const iso = (ms: number): string => new Date(ms).toISOString();

/** Each step is a change of the row: it raises the epoch, so that only one of two writers goes on. */
const next = (delivery: Delivery, change: Partial<Delivery>): Delivery => ({
  ...delivery,
  ...change,
  epoch: delivery.epoch + 1,
});

const settled = (delivery: Delivery, now: number, change: Partial<Delivery>): Delivery =>
  next(delivery, { ...change, settledAt: iso(now), dueAt: undefined, claimedAt: undefined });

/** A claim found here is one whose end nobody wrote: it may have arrived, and arrives again under the same id. */
export const claimed = (delivery: Delivery, now: number): Delivery =>
  next(delivery, {
    state: 'sending',
    attempts: delivery.attempts + 1,
    claimedAt: iso(now),
    dueAt: iso(now + CLAIM_MS),
  });

/** Whether every try there is was begun. */
export const isWornOut = ({ attempts }: Delivery): boolean => attempts > PAUSES_MS.length;

export const delivered = (delivery: Delivery, status: number, now: number): Delivery =>
  settled(delivery, now, { state: 'delivered', lastStatus: status, lastProblem: undefined });

type Failure = { readonly status?: number | undefined; readonly problem?: string | undefined };

/** Given up, whatever tries are left. */
export const failed = (delivery: Delivery, { status, problem }: Failure, now: number): Delivery =>
  settled(delivery, now, { state: 'failed', lastStatus: status, lastProblem: problem });

/** Tried again later, or given up where it was tried often enough. */
export const postponed = (delivery: Delivery, failure: Failure, now: number): Delivery => {
  const pauseMs = PAUSES_MS[delivery.attempts - 1];
  if (pauseMs === undefined) return failed(delivery, failure, now);
  return next(delivery, {
    state: 'waiting',
    lastStatus: failure.status,
    lastProblem: failure.problem,
    claimedAt: undefined,
    dueAt: iso(now + pauseMs),
  });
};

/** From the beginning, with every try there is. */
export const replayed = (delivery: Delivery, now: number): Delivery =>
  next(delivery, { state: 'waiting', attempts: 0, settledAt: undefined, dueAt: iso(now) });
