import { setTimeout as wait } from 'node:timers/promises';

/** Holds a delivery loop back while it is paused, and ends its waiting at once when it is stopped. */
export type Gate = {
  pause(): void;
  resume(): void;
  isPaused(): boolean;
  stop(): void;
  isStopped(): boolean;
  /** Aborted by `stop`: for calls that wait. */
  readonly signal: AbortSignal;
  /** Resolves when deliveries may go on: not paused, or stopped. */
  whenOpen(): Promise<void>;
  /** Resolves after `ms`, or when stopped. */
  delay(ms: number): Promise<void>;
};

export const createGate = (): Gate => {
  const stopping = new AbortController();
  let paused = false;
  let opened = Promise.withResolvers<void>();
  const open = () => {
    opened.resolve();
    opened = Promise.withResolvers<void>();
  };
  return {
    pause: () => {
      paused = true;
    },
    resume() {
      paused = false;
      open();
    },
    isPaused: () => paused,
    stop() {
      stopping.abort();
      open();
    },
    isStopped: () => stopping.signal.aborted,
    signal: stopping.signal,
    async whenOpen() {
      while (paused && !stopping.signal.aborted) await opened.promise;
    },
    async delay(ms) {
      await wait(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    },
  };
};
