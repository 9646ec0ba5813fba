import { describe, expect, it } from 'vitest';
import { type DayDocument, freeStarts } from '../../../functions/domain/schedule/availability.ts';
import { openingsOn } from '../../../functions/domain/schedule/openings.ts';
import { cellAt, cellsOf } from '../../../functions/domain/schedule/quarters.ts';
import { aBusiness } from '../../support/builders.ts';

const everyDay = (opens: string, closes: string) =>
  [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens, closes }));

const longAgo = Date.parse('2026-01-01T00:00:00Z');

const startsOn = (
  date: string,
  business = aBusiness(),
  days: ReadonlyMap<string, DayDocument> = new Map(),
  nowMs = longAgo,
) =>
  freeStarts({
    business: { ...business, horizonDays: 365 },
    service: business.services[0] as (typeof business.services)[number],
    days,
    fromDate: date,
    toDate: date,
    nowMs,
  }).map(({ startsAtMs }) => new Date(startsAtMs).toISOString());

/** A day on which exactly this span is taken by crew `a`. */
const taken = (startsAt: string, minutes: number, dayOffsetMinutes: number) =>
  new Map(
    cellsOf(Date.parse(startsAt), minutes, dayOffsetMinutes).map(({ day, quarters }) => [
      day,
      { day, isTaken: (crew: string, quarter: number) => crew === 'a' && quarters.includes(quarter) },
    ]),
  );

describe('free starts [P1]', () => {
  it('keeps opening hours in the local zone on both sides of a change of clocks', () => {
    const business = aBusiness({
      zone: 'America/New_York',
      dayOffsetMinutes: -300,
      hours: everyDay('13:00', '18:00'),
    });

    expect(startsOn('2026-03-07', business).at(0)).toBe('2026-03-07T18:00:00.000Z');
    expect(startsOn('2026-03-08', business).at(0)).toBe('2026-03-08T17:00:00.000Z');
    expect(openingsOn(business, '2026-03-08')).toEqual([
      { startMs: Date.parse('2026-03-08T17:00:00Z'), endMs: Date.parse('2026-03-08T22:00:00Z') },
    ]);
  });

  it('offers no start in the hour that does not exist and every start of the hour that exists twice', () => {
    const business = aBusiness({
      zone: 'America/New_York',
      dayOffsetMinutes: -300,
      hours: everyDay('01:00', '04:00'),
      startEveryMinutes: 60,
    });

    expect(startsOn('2026-03-08', business)).toEqual([
      '2026-03-08T06:00:00.000Z',
      '2026-03-08T07:00:00.000Z',
    ]);
    expect(startsOn('2026-11-01', business)).toEqual([
      '2026-11-01T05:00:00.000Z',
      '2026-11-01T06:00:00.000Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-01T08:00:00.000Z',
    ]);
  });

  it('opens at three where the clock jumps over the opening time', () => {
    const business = aBusiness({
      zone: 'America/New_York',
      dayOffsetMinutes: -300,
      hours: everyDay('02:30', '05:00'),
      startEveryMinutes: 60,
    });

    expect(startsOn('2026-03-08', business)).toEqual([
      '2026-03-08T07:00:00.000Z',
      '2026-03-08T08:00:00.000Z',
    ]);
  });

  it('F-BK-5: ends the last start where the whole service still fits', () => {
    const business = aBusiness({
      hours: everyDay('08:30', '17:00'),
      services: [{ id: 'long', name: 'Long job', durationMinutes: 120 }],
    });

    const starts = startsOn('2026-11-24', business);

    expect(starts.at(0)).toBe('2026-11-24T14:30:00.000Z');
    expect(starts.at(-1)).toBe('2026-11-24T21:00:00.000Z');
  });

  it('F-BK-2: offers nothing that overlaps what is taken, and what touches it', () => {
    const days = taken('2026-11-24T16:00:00Z', 60, -360);

    const starts = startsOn('2026-11-24', aBusiness(), days);

    expect(starts).not.toContain('2026-11-24T15:30:00.000Z');
    expect(starts).not.toContain('2026-11-24T16:00:00.000Z');
    expect(starts).not.toContain('2026-11-24T16:30:00.000Z');
    expect(starts).toContain('2026-11-24T15:00:00.000Z');
    expect(starts).toContain('2026-11-24T17:00:00.000Z');
  });

  it('gives a start to the first crew member who has it free', () => {
    const business = aBusiness({
      crews: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    });
    const query = { service: business.services[0] as (typeof business.services)[number], nowMs: longAgo };

    const [first] = freeStarts({
      ...query,
      business: { ...business, horizonDays: 365 },
      days: taken('2026-11-24T14:00:00Z', 60, -360),
      fromDate: '2026-11-24',
      toDate: '2026-11-24',
    });

    expect(first).toMatchObject({ startsAtMs: Date.parse('2026-11-24T14:00:00Z'), crewId: 'b' });
  });

  it('F-BK-5: keeps the notice and the horizon', () => {
    const now = Date.parse('2026-11-24T15:10:00Z');
    const business = aBusiness({ noticeMinutes: 60 });

    expect(startsOn('2026-11-24', business, new Map(), now).at(0)).toBe('2026-11-24T16:30:00.000Z');
    expect(
      freeStarts({
        business: aBusiness({ horizonDays: 2 }),
        service: business.services[0] as (typeof business.services)[number],
        days: new Map(),
        fromDate: '2026-11-24',
        toDate: '2026-12-04',
        nowMs: now,
      }).at(-1)?.date,
    ).toBe('2026-11-26');
  });

  it('F-BK-5: offers nothing on a day the business is closed', () => {
    expect(startsOn('2026-11-22')).toEqual([]);
  });

  it('names a time once where hours overlap, in order', () => {
    const business = aBusiness({
      hours: [
        { weekday: 2, opens: '09:00', closes: '11:00' },
        { weekday: 2, opens: '10:00', closes: '12:00' },
      ],
    });

    expect(startsOn('2026-11-24', business).map((start) => start.slice(11, 16))).toEqual([
      '15:00',
      '15:30',
      '16:00',
      '16:30',
      '17:00',
    ]);
  });

  it('works through midnight and round the clock', () => {
    const night = aBusiness({ hours: [{ weekday: 2, opens: '22:00', closes: '02:00' }] });
    const always = aBusiness({ hours: everyDay('00:00', '24:00'), startEveryMinutes: 15 });

    expect(startsOn('2026-11-24', night)).toEqual([
      '2026-11-25T04:00:00.000Z',
      '2026-11-25T04:30:00.000Z',
      '2026-11-25T05:00:00.000Z',
      '2026-11-25T05:30:00.000Z',
    ]);
    expect(startsOn('2026-11-25', night)).toEqual([
      '2026-11-25T06:00:00.000Z',
      '2026-11-25T06:30:00.000Z',
      '2026-11-25T07:00:00.000Z',
    ]);
    expect(startsOn('2026-11-24', always)).toHaveLength(96);
  });
});

describe('a start that was refused', () => {
  const query = (crewIds: readonly string[]) => {
    const business = aBusiness({ crews: crewIds.map((id) => ({ id, name: id })) });
    return {
      business,
      service: business.services[0] as (typeof business.services)[number],
      // Read before the booking that took it: nothing is taken in it.
      days: new Map<string, DayDocument>(),
      fromDate: '2026-11-24',
      toDate: '2026-11-24',
      nowMs: Date.parse('2026-11-23T15:00:00Z'),
      refused: { startsAtMs: Date.parse('2026-11-24T15:00:00Z'), crewId: 'a' },
    };
  };
  const at = (starts: ReturnType<typeof freeStarts>) =>
    starts.find(({ startsAtMs }) => startsAtMs === Date.parse('2026-11-24T15:00:00Z'));

  it('is not offered again although what was read does not show it taken yet', () => {
    const starts = freeStarts(query(['a']));

    expect(at(starts)).toBeUndefined();
    expect(starts.length).toBeGreaterThan(10);
  });

  it('is offered with another crew member who is free', () => {
    expect(at(freeStarts(query(['a', 'b'])))?.crewId).toBe('b');
  });
});

describe('cells', () => {
  it('cuts days at the fixed offset whatever the wall clock does', () => {
    expect(cellAt(Date.parse('2026-07-01T04:59:00Z'), -360)).toEqual({ day: '2026-06-30', quarter: 91 });
    expect(cellAt(Date.parse('2026-07-01T06:00:00Z'), -360)).toEqual({ day: '2026-07-01', quarter: 0 });
  });

  it('spreads a span over the days it touches', () => {
    expect(cellsOf(Date.parse('2026-07-01T05:30:00Z'), 60, -360)).toEqual([
      { day: '2026-06-30', quarters: [94, 95] },
      { day: '2026-07-01', quarters: [0, 1] },
    ]);
  });
});
