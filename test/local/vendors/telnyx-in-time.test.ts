import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalClock } from '../../../scripts/local/clock.ts';
import { settleInTime } from '../../../scripts/local/vendors/telnyx/settle-in-time.ts';
import { createToSettle } from '../../../scripts/local/vendors/telnyx/to-settle.ts';

describe('what takes the simulated Telnyx a while [D4]', () => {
  let offset = 0;
  let changed: () => void = () => undefined;
  const clock: LocalClock = {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    set(to) {
      offset = to;
      changed();
    },
    passTo: () => undefined,
    onChange: (listener) => {
      changed = () => listener('set');
    },
  };
  beforeEach(() => {
    offset = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const begun = () => {
    const toSettle = createToSettle(clock);
    const done: string[] = [];
    const { look, stop } = settleInTime(clock, { settle: toSettle.settle, underDecision: toSettle.list });
    const add = (name: string, afterMs: number) => {
      toSettle.add(name, afterMs, () => done.push(name));
      look();
    };
    return { add, done, stop };
  };

  it('ends by itself when its time has come, the earliest first', () => {
    const { add, done } = begun();
    add('late', 3_000);
    add('soon', 1_000);

    vi.advanceTimersByTime(999);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['soon']);
    vi.advanceTimersByTime(2_000);
    expect(done).toEqual(['soon', 'late']);
  });

  it('ends at once when the clock is set on', () => {
    const { add, done } = begun();
    add('days', 3 * 24 * 60 * 60_000);

    clock.set(4 * 24 * 60 * 60_000);

    expect(done).toEqual(['days']);
  });

  it('ends no more after the stop', () => {
    const { add, done, stop } = begun();
    add('soon', 1_000);
    stop();

    vi.advanceTimersByTime(10_000);
    clock.set(10_000);

    expect(done).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
