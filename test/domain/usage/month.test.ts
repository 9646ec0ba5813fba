import { describe, expect, it } from 'vitest';
import { localDateTime } from '../../../functions/domain/schedule/zone.ts';
import { monthIn } from '../../../functions/domain/usage/month.ts';

const HOUR_MS = 3_600_000;
const hoursOf = ({ from, until }: { from: string; until: string }) =>
  (Date.parse(until) - Date.parse(from)) / HOUR_MS;

describe("a month by a business's clock [O8]", () => {
  it.each([
    ['America/Chicago', '2026-11', '2026-11-01T05:00:00.000Z', '2026-12-01T06:00:00.000Z', 30 * 24 + 1],
    ['America/Chicago', '2026-03', '2026-03-01T06:00:00.000Z', '2026-04-01T05:00:00.000Z', 31 * 24 - 1],
    ['America/Chicago', '2026-12', '2026-12-01T06:00:00.000Z', '2027-01-01T06:00:00.000Z', 31 * 24],
    ['America/Phoenix', '2026-11', '2026-11-01T07:00:00.000Z', '2026-12-01T07:00:00.000Z', 30 * 24],
    ['Asia/Kathmandu', '2028-02', '2028-01-31T18:15:00.000Z', '2028-02-29T18:15:00.000Z', 29 * 24],
    ['Pacific/Kiritimati', '2026-01', '2025-12-31T10:00:00.000Z', '2026-01-31T10:00:00.000Z', 31 * 24],
  ])('in %s is, in %s, from %s until %s', (zone, month, from, until, hours) => {
    expect(monthIn(zone, month)).toEqual({ from, until });
    expect(hoursOf(monthIn(zone, month))).toBe(hours);
  });

  it('begins when the clocks have jumped over its first midnight', () => {
    // Paraguay's summer time began at midnight on 1 October 2017: 00:00 became 01:00.
    const { from } = monthIn('America/Asuncion', '2017-10');

    expect(localDateTime('America/Asuncion', Date.parse(from))).toBe('2017-10-01T01:00');
    expect(localDateTime('America/Asuncion', Date.parse(from) - 60_000)).toBe('2017-09-30T23:59');
  });

  it('ends where the next begins, in every zone there is, and each moment is in its own', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const [month, next] of [
        ['2026-10', '2026-11'],
        ['2026-11', '2026-12'],
        ['2026-03', '2026-04'],
      ] as const) {
        const { from, until } = monthIn(zone, month);
        expect(until, zone).toBe(monthIn(zone, next).from);
        expect(localDateTime(zone, Date.parse(from)).slice(0, 7), zone).toBe(month);
        expect(localDateTime(zone, Date.parse(from) - 1).slice(0, 7), zone).not.toBe(month);
        expect(localDateTime(zone, Date.parse(until) - 1).slice(0, 7), zone).toBe(month);
      }
    }
  });
});
