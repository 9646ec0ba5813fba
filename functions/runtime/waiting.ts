import { setTimeout as wait } from 'node:timers/promises';

/** Pauses and chance, for retries with jitter. */
export type Waiting = {
  /** Resolves after `milliseconds`. */
  pause(milliseconds: number): Promise<void>;
  /** A number from 0 up to, not including, 1. */
  chance(): number;
};

export const waiting: Waiting = {
  pause: async (milliseconds) => void (await wait(milliseconds)),
  chance: Math.random,
};

/** For a client that waits for ever unless it is told otherwise: aborted after so many milliseconds. */
export const deadline = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);
