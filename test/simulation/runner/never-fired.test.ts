import { describe, expect, it } from 'vitest';
import { neverFired } from './never-fired.ts';

const LATE = { 'late write × landed': 1, 'late write × refused': 1 };

describe('what never happened', () => {
  it('names a kind of fault that never fired at a place that was met often', () => {
    const met = { 's3.PutObject × slow': 2_000, 's3.PutObject × garbage': 2_000 };
    const fired = { ...LATE, 's3.PutObject × garbage': 3 };
    expect(neverFired({ met, fired, seen: {} }, new Set())).toEqual(['s3.PutObject × slow']);
  });

  it('does not wonder at a place that was seldom met, unless its kind is known to be possible', () => {
    const met = { 's3.PutObject × slow': 1_999 };
    expect(neverFired({ met, fired: LATE, seen: {} }, new Set())).toEqual([]);
    expect(neverFired({ met, fired: LATE, seen: {} }, new Set(['s3.PutObject × slow']))).toEqual([
      's3.PutObject × slow',
    ]);
  });

  it('names what was counted and stayed 0, and late writes that nobody saw', () => {
    const fired = { 'late write × landed': 1 };
    expect(neverFired({ met: {}, fired, seen: { refunds: 0, bookings: 2 } }, new Set())).toEqual([
      'refunds',
      'late write × refused',
    ]);
  });
});
