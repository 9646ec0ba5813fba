import { describe, expect, it } from 'vitest';
import { figure, isBroken, rowOf } from '../../scripts/bench/figure.ts';
import { tableOf } from '../../scripts/bench/table.ts';

describe('a figure', () => {
  it('holds its goal by the ratio to what it is measured beside', () => {
    const kept = figure({ name: 'a lookup', value: 3, unit: 'ms', peer: 2, goal: 1.5 });
    const missed = figure({ name: 'a lookup', value: 3.1, unit: 'ms', peer: 2, goal: 1.5 });

    expect([kept.ok, missed.ok]).toEqual([true, false]);
    expect(rowOf(missed)).toEqual({
      name: 'a lookup',
      value: 3.1,
      unit: 'ms',
      peer: 2,
      ratio: 1.55,
      goal: 1.5,
      ok: false,
    });
  });

  it('holds its goal by itself where it is measured beside nothing', () => {
    expect(figure({ name: 'a month', value: 5.01, unit: 'USD', goal: 5 })).toMatchObject({
      ok: false,
      peer: null,
      ratio: null,
    });
    expect(figure({ name: 'size', value: 9, unit: 'KB' })).toMatchObject({ ok: true, goal: null });
  });

  it('ends the bench with an error unless a decision explains what it misses', () => {
    const measured = { name: 'a month', value: 6, unit: 'USD', goal: 5 };

    expect(isBroken(figure(measured))).toBe(true);
    expect(isBroken(figure({ ...measured, explained: 'ADR 8' }))).toBe(false);
    expect(figure({ ...measured, explained: 'ADR 8' }).ok).toBe(false);
  });
});

describe('the table', () => {
  it('is one line a figure, in columns that stand below one another', () => {
    const lines = tableOf([
      figure({ name: 'a lookup', value: 3, unit: 'ms', peer: 2, goal: 2, spread: [2.5, 4] }),
      figure({ name: 'an idle month of dev', value: 6, unit: 'USD', goal: 5 }),
      figure({ name: 'explained', value: 6, unit: 'USD', goal: 5, explained: 'ADR 8' }),
    ]).split('\n');

    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[2]).toMatch(/a lookup .* 3 ms .* 2 .* 1\.50 .* <= 2 .* ok .* 2\.5\.\.4/);
    expect(lines[3]).toContain('MISSED');
    expect(lines[4]).toContain('missed: ADR 8');
  });
});
