/** The machine's clock plus an offset: a demo can be played on a daylight-saving Sunday, a test can let an hour pass. */
export type LocalClock = {
  /** Milliseconds since 1970, UTC, with the offset. */
  now(): number;
  offsetMs(): number;
  set(offsetMs: number): void;
  onChange(listener: () => void): void;
};

export const createLocalClock = (offsetMs = 0): LocalClock => {
  const listeners: (() => void)[] = [];
  let offset = offsetMs;
  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    set(next) {
      offset = next;
      for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
};
