import { describe, expect, it } from 'vitest';
import { spokenChoice, spokenDateTime, writtenDateTime } from '../../../functions/domain/schedule/spoken.ts';

describe('a time in words [P1]', () => {
  it.each([
    ['America/Chicago', '2026-11-24T15:00:00Z', 'Tuesday, November 24 at 9 AM', 'Tue, Nov 24 at 9:00 AM'],
    ['America/Chicago', '2026-11-24T18:00:00Z', 'Tuesday, November 24 at 12 PM', 'Tue, Nov 24 at 12:00 PM'],
    [
      'America/Chicago',
      '2026-11-25T06:15:00Z',
      'Wednesday, November 25 at 12:15 AM',
      'Wed, Nov 25 at 12:15 AM',
    ],
    ['Asia/Kolkata', '2026-12-31T20:00:00Z', 'Friday, January 1 at 1:30 AM', 'Fri, Jan 1 at 1:30 AM'],
  ])('is the wall time of %s', (zone, instant, spoken, written) => {
    expect(spokenDateTime(zone, Date.parse(instant))).toBe(spoken);
    expect(writtenDateTime(zone, Date.parse(instant))).toBe(written);
  });

  it('says which of two it is where autumn shows an hour twice', () => {
    const said = ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z'].map((instant) =>
      spokenDateTime('America/New_York', Date.parse(instant)),
    );

    expect(said).toEqual([
      'Sunday, November 1 at 1:30 AM daylight time',
      'Sunday, November 1 at 1:30 AM standard time',
      'Sunday, November 1 at 2:30 AM',
    ]);
  });

  it('joins a choice as people do', () => {
    expect([['a'], ['a', 'b'], ['a', 'b', 'c'], []].map(spokenChoice)).toEqual([
      'a',
      'a or b',
      'a, b or c',
      '',
    ]);
  });
});
