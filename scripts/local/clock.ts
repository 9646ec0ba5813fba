/** `set`: the clock was put to another time; `passed`: time went on, as it does while things run. */
export type ClockChange = 'set' | 'passed';

/** The machine's clock plus an offset: a demo can be played on a daylight-saving Sunday, a test can let an hour pass. */
export type LocalClock = {
  /** Milliseconds since 1970, UTC, with the offset. */
  now(): number;
  offsetMs(): number;
  /** Puts the clock to another time, also to an earlier one: functions start anew. */
  set(offsetMs: number): void;
  /** Lets time pass up to an instant: functions stay warm, and see it from their next invocation on. Throws for the past. */
  passTo(instantMs: number): void;
  onChange(listener: (change: ClockChange) => void): void;
};

export const createLocalClock = (offsetMs = 0): LocalClock => {
  const listeners: ((change: ClockChange) => void)[] = [];
  let offset = offsetMs;
  const change = (nextMs: number, how: ClockChange): void => {
    offset = nextMs;
    for (const listener of listeners) listener(how);
  };
  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    set: (nextMs) => change(nextMs, 'set'),
    passTo(instantMs) {
      const nextMs = Math.ceil(instantMs - Date.now());
      if (!(nextMs >= offset)) {
        throw new RangeError(`time does not pass back to ${instantMs}`);
      }
      change(nextMs, 'passed');
    },
    onChange: (listener) => void listeners.push(listener),
  };
};
