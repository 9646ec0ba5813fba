import type { Clock } from '../vendor-model.ts';

type Entry = { readonly id: string; readonly dueAt: number; readonly settle: () => void };

/** What takes the vendor a while, with the instant (milliseconds since 1970) at which it is done. */
export type ToSettle = {
  add(id: string, afterMs: number, settle: () => void): void;
  /** Does all that is due by the clock, the earliest first; or everything, whatever the clock says. */
  settle(when?: 'everything'): void;
  list(): readonly { readonly id: string; readonly dueAt: number }[];
};

/** Calls back when so many milliseconds have passed, by whatever moves the clock. */
export type Wake = (afterMs: number, wake: () => void) => void;

export const createToSettle = (clock: Clock, wake?: Wake): ToSettle => {
  let entries: readonly Entry[] = [];
  const settle: ToSettle['settle'] = (when) => {
    const now = when === 'everything' ? Number.POSITIVE_INFINITY : clock.now();
    for (;;) {
      const [first, ...rest] = entries;
      if (first === undefined || first.dueAt > now) return;
      entries = rest;
      first.settle();
    }
  };
  return {
    add(id, afterMs, its) {
      const entry = { id, dueAt: clock.now() + afterMs, settle: its };
      entries = [...entries, entry].sort((one, other) => one.dueAt - other.dueAt);
      wake?.(afterMs, settle);
    },
    settle,
    list: () => entries.map(({ id, dueAt }) => ({ id, dueAt })),
  };
};
