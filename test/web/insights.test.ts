import { describe, expect, it } from 'vitest';
import { hourSpans } from '../../web/src/screens/insights/hour-spans.ts';
import { datesOf, readPeriod } from '../../web/src/screens/insights/periods.ts';
import { readDollars } from '../../web/src/screens/insights/read-dollars.ts';

describe('the days of insights [O4]', () => {
  it.each([
    [{ days: '7' }, '2026-11-18', '2026-11-25'],
    [{}, '2026-10-26', '2026-11-25'],
    [{ days: 'this-month' }, '2026-11-01', '2026-11-25'],
    [{ days: 'last-month' }, '2026-10-01', '2026-11-01'],
    [{ from: '2026-03-01', until: '2026-03-02' }, '2026-03-01', '2026-03-02'],
  ] as const)('of %j are from %s until %s', (search, from, until) => {
    expect(datesOf(search, '2026-11-24')).toEqual({ from, until });
  });

  it('are read from an address, and left out where they are none or too many', () => {
    expect(readPeriod({ days: 7 })).toEqual({ days: '7' });
    expect(readPeriod({ days: 'ever', from: '2026-02-30', until: '2026-03-05' })).toEqual({});
    expect(readPeriod({ from: '2026-01-01', until: '2026-12-01' })).toEqual({});
    expect(readPeriod({ from: '2026-01-02', until: '2026-01-01' })).toEqual({});
  });
});

describe('an hour by the clock of a business [O4]', () => {
  const of = (from: string, until: string) => [{ from, until }];

  it('is two hours long where clocks go back in it, and none where they skip it', () => {
    const november = of('2026-11-01T05:00:00.000Z', '2026-11-02T06:00:00.000Z');
    expect(hourSpans(november, 1, 'America/Chicago')).toEqual(
      of('2026-11-01T06:00:00.000Z', '2026-11-01T08:00:00.000Z'),
    );
    const march = of('2026-03-08T06:00:00.000Z', '2026-03-09T05:00:00.000Z');
    expect(hourSpans(march, 2, 'America/Chicago')).toEqual([]);
    expect(hourSpans(march, 3, 'America/Chicago')).toEqual(
      of('2026-03-08T08:00:00.000Z', '2026-03-08T09:00:00.000Z'),
    );
  });
});

describe('an amount of dollars [O4]', () => {
  it('is read to the cent, and not at all where it is none', () => {
    expect(readDollars('450')).toBe(45_000);
    expect(readDollars('$1,234.5')).toBe(123_450);
    expect(readDollars('0.07')).toBe(7);
    expect(readDollars('')).toBeNull();
    for (const odd of ['lots', '-1', '1.234', '1e3', '1000000.01']) expect(readDollars(odd)).toBeUndefined();
  });
});
