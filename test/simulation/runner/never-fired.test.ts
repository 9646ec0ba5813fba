import { describe, expect, it } from 'vitest';
import { neverFired } from './never-fired.ts';

describe('what never happened', () => {
  it('names a kind of fault that never fired at a place that was met often', () => {
    const met = { 's3.PutObject × slow': 2_000, 's3.PutObject × garbage': 2_000 };
    const fired = { 's3.PutObject × garbage': 3 };
    expect(neverFired({ met, fired, seen: {} }, new Set())).toEqual(['s3.PutObject × slow']);
  });

  it('does not wonder at a place that was seldom met, unless its kind is known to be possible', () => {
    const met = { 's3.PutObject × slow': 1_999 };
    expect(neverFired({ met, fired: {}, seen: {} }, new Set())).toEqual([]);
    expect(neverFired({ met, fired: {}, seen: {} }, new Set(['s3.PutObject × slow']))).toEqual([
      's3.PutObject × slow',
    ]);
  });

  it('names what was counted and stayed 0', () => {
    const seen = { refunds: 0, bookings: 2 };
    expect(neverFired({ met: {}, fired: {}, seen }, new Set())).toEqual(['refunds']);
  });
});
