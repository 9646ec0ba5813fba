import { describe, expect, it } from 'vitest';
import { hoursShown, layOut, openOn } from '../../web/src/screens/appointments/lay-out.ts';
import { linesInBlock } from '../../web/src/screens/appointments/lines-in-block.ts';

const CHICAGO = 'America/Chicago';
const at = (startsAt: string, durationMinutes = 60) => ({ startsAt, durationMinutes });
const drawn = (...items: ReturnType<typeof at>[]) =>
  layOut(items, CHICAGO).map(({ fromMinutes, toMinutes, lane, lanes }) => [
    fromMinutes,
    toMinutes,
    lane,
    lanes,
  ]);

describe('the column of a day in the calendar [C4]', () => {
  it('has those that overlap beside each other, and others in its whole width', () => {
    expect(
      drawn(
        at('2026-11-24T20:00:00Z'),
        at('2026-11-24T15:00:00Z', 120),
        at('2026-11-24T15:30:00Z'),
        at('2026-11-24T16:30:00Z'),
      ),
    ).toEqual([
      [540, 660, 0, 2],
      [570, 630, 1, 2],
      [630, 690, 1, 2],
      [840, 900, 0, 1],
    ]);
  });

  it('has room for as many whole lines of words as fit, and always for one', () => {
    expect([15, 30, 45, 60, 90].map(linesInBlock)).toEqual([1, 1, 2, 3, 4]);
  });

  it('has one that ends as another begins not beside but above it', () => {
    expect(drawn(at('2026-11-24T15:00:00Z'), at('2026-11-24T16:00:00Z'))).toEqual([
      [540, 600, 0, 1],
      [600, 660, 0, 1],
    ]);
  });

  it('goes by the clock on the wall: over a skipped hour longer, over one that comes twice no shorter than a line', () => {
    expect(drawn(at('2027-03-14T07:30:00Z'))).toEqual([[90, 210, 0, 1]]);
    expect(drawn(at('2027-11-07T06:30:00Z'), at('2027-11-07T07:30:00Z'))).toEqual([
      [90, 150, 0, 2],
      [90, 120, 1, 2],
    ]);
  });

  it('ends at midnight with what goes on after it', () => {
    expect(drawn(at('2026-11-25T05:00:00Z', 180))).toEqual([[1380, 1440, 0, 1]]);
  });

  it('knows when it is open, the small hours of the evening before among it', () => {
    const hours = [
      { weekday: 5, opens: '18:00', closes: '02:00' },
      { weekday: 6, opens: '09:00', closes: '24:00' },
    ];
    expect(openOn(5, hours)).toEqual([{ opens: 1080, closes: 1440 }]);
    expect(openOn(6, hours)).toEqual([
      { opens: 0, closes: 120 },
      { opens: 540, closes: 1440 },
    ]);
    expect(openOn(0, hours)).toEqual([]);
  });

  it('shows the hours of opening and of whatever stands outside of them', () => {
    const open = [{ opens: 480, closes: 1020 }];
    expect(hoursShown([], open)).toEqual({ first: 8, last: 17 });
    expect(hoursShown([{ fromMinutes: 390, toMinutes: 1050 }], open)).toEqual({ first: 6, last: 18 });
    expect(hoursShown([], [])).toEqual({ first: 8, last: 18 });
  });
});
