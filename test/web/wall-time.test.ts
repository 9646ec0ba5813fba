import { describe, expect, it } from 'vitest';
import {
  between,
  clockChangeOn,
  instantOf,
  instantsAt,
  isDay,
  startOfDay,
  wallTimeAt,
  weekOf,
} from '../../web/src/ui/wall-time.ts';

const iso = (instant: number | undefined) => new Date(instant ?? Number.NaN).toISOString();

describe('days and hours by the clock of a business [P1]', () => {
  it('begin at its midnight, whatever the clock does on that day', () => {
    expect(iso(startOfDay('2026-11-24', 'America/Chicago'))).toBe('2026-11-24T06:00:00.000Z');
    expect(iso(startOfDay('2027-03-14', 'America/Chicago'))).toBe('2027-03-14T06:00:00.000Z');
    expect(iso(startOfDay('2027-03-15', 'America/Chicago'))).toBe('2027-03-15T05:00:00.000Z');
    expect(iso(startOfDay('2027-11-08', 'America/Chicago'))).toBe('2027-11-08T06:00:00.000Z');
    expect(iso(startOfDay('2026-11-24', 'Pacific/Kiritimati'))).toBe('2026-11-23T10:00:00.000Z');
    expect(iso(startOfDay('2026-11-24', 'Pacific/Pago_Pago'))).toBe('2026-11-24T11:00:00.000Z');
    expect(iso(startOfDay('2026-11-24', 'Asia/Kathmandu'))).toBe('2026-11-23T18:15:00.000Z');
  });

  it('begin an hour later where a clock skips its midnight', () => {
    const start = startOfDay('2018-11-04', 'America/Sao_Paulo');
    expect(wallTimeAt(start, 'America/Sao_Paulo')).toEqual({ day: '2018-11-04', minutes: 60 });
  });

  it('are shorter in spring and longer in autumn', () => {
    expect(clockChangeOn('2027-03-14', 'America/Chicago')).toBe(-60);
    expect(clockChangeOn('2027-11-07', 'America/Chicago')).toBe(60);
    expect(clockChangeOn('2027-11-08', 'America/Chicago')).toBe(0);
    expect(clockChangeOn('2027-11-07', 'America/Phoenix')).toBe(0);
  });

  it('are asked for as a whole week, which in autumn has an hour more', () => {
    const { from, until } = between('2027-11-07', '2027-11-14', 'America/Chicago');
    expect((Date.parse(until) - Date.parse(from)) / 3_600_000).toBe(7 * 24 + 1);
    expect(weekOf('2027-11-10')).toEqual([
      '2027-11-07',
      '2027-11-08',
      '2027-11-09',
      '2027-11-10',
      '2027-11-11',
      '2027-11-12',
      '2027-11-13',
    ]);
  });

  it('show an hour that is skipped at no instant, and one that comes twice at two', () => {
    const at = (day: string, minutes: number) => instantsAt(day, minutes, 'America/Chicago').map(iso);
    expect(at('2027-03-14', 150)).toEqual([]);
    expect(at('2027-03-14', 180)).toEqual(['2027-03-14T08:00:00.000Z']);
    expect(at('2027-11-07', 90)).toEqual(['2027-11-07T06:30:00.000Z', '2027-11-07T07:30:00.000Z']);
    expect(at('2026-11-24', 540)).toEqual(['2026-11-24T15:00:00.000Z']);
  });

  it('are told by the clock there and not by that of UTC, and as much later as the clocks jump', () => {
    const at = (localStart: string) => {
      const instant = instantOf(localStart, 'America/Chicago');
      return instant === undefined ? undefined : iso(instant);
    };
    expect(at('2026-11-24T09:00')).toBe('2026-11-24T15:00:00.000Z');
    expect(at('2027-11-07T01:30')).toBe('2027-11-07T06:30:00.000Z');
    expect(at('2027-03-14T02:30')).toBe('2027-03-14T08:30:00.000Z');
    expect(at('2026-11-24T')).toBeUndefined();
  });

  it('are known from what only looks like one', () => {
    expect(['2026-11-24', '2026-02-30', '2026-13-01', '24-11-2026', 20261124, undefined].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
