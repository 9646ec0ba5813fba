import { describe, expect, it } from 'vitest';
import { instantsOf, localTimeAt, offsetMinutesAt } from '../../../functions/domain/schedule/zone.ts';

const iso = (instants: number[]) => instants.map((at) => new Date(at).toISOString());

describe('wall time and instants [P1]', () => {
  it('finds no instant for 02:30 on the day spring jumps over it', () => {
    expect(instantsOf('America/New_York', '2026-03-08', 150)).toEqual([]);
    expect(iso(instantsOf('America/New_York', '2026-03-08', 180))).toEqual(['2026-03-08T07:00:00.000Z']);
  });

  it('finds both instants of 01:30 on the day autumn shows it twice', () => {
    expect(iso(instantsOf('America/New_York', '2026-11-01', 90))).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T06:30:00.000Z',
    ]);
  });

  it.each([
    ['America/Phoenix', '2026-07-01', '2026-07-01T16:00:00.000Z'],
    ['America/Indiana/Indianapolis', '2026-07-01', '2026-07-01T13:00:00.000Z'],
    ['Pacific/Honolulu', '2026-12-01', '2026-12-01T19:00:00.000Z'],
    ['Asia/Kolkata', '2026-12-01', '2026-12-01T03:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-12-01', '2026-11-30T22:00:00.000Z'],
  ])('F-BK-7: reads nine in the morning in %s', (zone, date, instant) => {
    expect(iso(instantsOf(zone, date, 540))).toEqual([instant]);
    expect(localTimeAt(zone, Date.parse(instant))).toMatchObject({ date, minutes: 540 });
  });

  it('returns from every quarter hour of a year to the same instant', () => {
    const zone = 'America/Chicago';
    let checked = 0;
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 45 * 60_000) {
      const { date, minutes } = localTimeAt(zone, at);
      if (!instantsOf(zone, date, minutes).includes(at))
        throw new Error(`lost ${new Date(at).toISOString()}`);
      checked += 1;
    }
    expect(checked).toBe(11_680);
  });

  it('knows the offset on both sides of a change', () => {
    expect(offsetMinutesAt('America/Chicago', Date.parse('2026-03-08T07:59:59Z'))).toBe(-360);
    expect(offsetMinutesAt('America/Chicago', Date.parse('2026-03-08T08:00:00Z'))).toBe(-300);
  });

  it.each([
    'America/Chicago',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Honolulu',
  ])('says of every hour of a year in %s what the rules say, also on the days of a change', (zone) => {
    const rules = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    const ruled = (at: number): number => {
      const [, sign = '+', hours = '0', minutes = '0'] =
        /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(rules.format(at)) ?? [];
      return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    };
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 60 * 60_000) {
      if (offsetMinutesAt(zone, at) !== ruled(at)) throw new Error(`wrong at ${new Date(at).toISOString()}`);
    }
    expect(offsetMinutesAt(zone, Date.UTC(2026, 6, 1))).toBe(ruled(Date.UTC(2026, 6, 1)));
  });

  it('finds nothing for a date that is none', () => {
    expect(instantsOf('America/Chicago', '2026-13-45', 540)).toEqual([]);
  });
});
