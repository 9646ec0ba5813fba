import { describe, expect, it } from 'vitest';
import { readToday } from '../../../scripts/local/vendors/retell/rule-agent/calendar-dates.ts';
import { wallTime } from '../../../scripts/local/vendors/retell/rule-agent/times.ts';
import { corrected, readWish, type Wish } from '../../../scripts/local/vendors/retell/rule-agent/wishes.ts';

/** A Monday. */
const TODAY = '2026-11-23';

/** `2026-11-24`, `2026-11-24..2026-11-26 morning 09:00 after`: short enough to compare by eye. */
const inShort = (wish: Wish): string => {
  const { from, to } = wish.dates ?? {};
  const dates = from === to ? from : `${from}..${to}`;
  return [dates, wish.part, wish.time && wallTime(wish.time), wish.bound, wish.isAny && 'any']
    .filter(Boolean)
    .join(' ');
};

describe('days', () => {
  it.each([
    ['tomorrow', '2026-11-24'],
    ['Can someone come tomorrow?', '2026-11-24'],
    ['today if you can', '2026-11-23'],
    ['the day after tomorrow', '2026-11-25'],
    ['Thursday', '2026-11-26'],
    ['on thursday please', '2026-11-26'],
    ['Monday', '2026-11-30'],
    ['this Friday', '2026-11-27'],
    ['next Tuesday', '2026-12-01'],
    ['Tuesday next week', '2026-12-01'],
    ['next week Wednesday', '2026-12-02'],
    ['next week on Wednesday', '2026-12-02'],
    ['a week from Thursday', '2026-12-03'],
    ['a week from tomorrow', '2026-12-01'],
    ['the 24th', '2026-11-24'],
    ['on the twenty-fourth', '2026-11-24'],
    ['the twenty fourth', '2026-11-24'],
    ['the fifth', '2026-12-05'],
    ['November 30', '2026-11-30'],
    ['Nov 30th', '2026-11-30'],
    ['the 30th of November', '2026-11-30'],
    ['December first', '2026-12-01'],
    ['January 2', '2027-01-02'],
    ['12/3', '2026-12-03'],
    ['2026-12-24', '2026-12-24'],
    ['in three days', '2026-11-26'],
    ['in a week', '2026-11-30'],
    ['in two weeks', '2026-12-07'],
    ['a couple of days from now', '2026-11-25'],
    ['this week', '2026-11-23..2026-11-29'],
    ['later this week', '2026-11-24..2026-11-29'],
    ['next week', '2026-11-30..2026-12-06'],
    ['the week after next', '2026-12-07..2026-12-13'],
    ['early next week', '2026-11-30..2026-12-01'],
    ['this weekend', '2026-11-28..2026-11-29'],
    ['next weekend', '2026-12-05..2026-12-06'],
    ['Thursday or Friday', '2026-11-26..2026-11-27'],
    ['Tuesday to Thursday', '2026-11-24..2026-11-26'],
    ['sometime in December', '2026-12-01..2026-12-31'],
    ['next month', '2026-12-01..2026-12-31'],
    ['after the 24th', '2026-11-25..2026-12-08'],
    ['before Friday', '2026-11-23..2026-11-26'],
    ['by Thursday', '2026-11-23..2026-11-26'],
  ])('%s', (said, wish) => {
    expect(inShort(readWish(said, TODAY))).toBe(wish);
  });

  it.each([
    ['not Monday, Tuesday please', '2026-11-24'],
    ["tomorrow doesn't work, how about Friday", '2026-11-27'],
    ["I can't do Thursday, Wednesday would be good", '2026-11-25'],
    ['it has been cold since Friday, can you come tomorrow', '2026-11-24'],
    ['my furnace died this morning, can you come Wednesday', '2026-11-25'],
    ['it broke last Thursday. Friday afternoon?', '2026-11-27 afternoon'],
    ['my furnace stopped, can someone come today?', '2026-11-23'],
    ['the heat is out, please send somebody this afternoon', '2026-11-23 afternoon'],
    ['it stopped working yesterday', ''],
    ["Thursday won't work", ''],
  ])('%s', (said, wish) => {
    expect(inShort(readWish(said, TODAY))).toBe(wish);
  });

  it('on a Sunday next Tuesday is two days away', () => {
    expect(inShort(readWish('next Tuesday', '2026-11-22'))).toBe('2026-11-24');
  });

  it('there is no 31st in November', () => {
    expect(inShort(readWish('the 31st', TODAY))).toBe('2026-12-31');
  });
});

describe('times', () => {
  it.each([
    ['at three', '15:00'],
    ['at 3', '15:00'],
    ['3 pm', '15:00'],
    ['3pm', '15:00'],
    ['3:30 pm', '15:30'],
    ['3:30 p.m.', '15:30'],
    ['at three thirty', '15:30'],
    ['half past three', '15:30'],
    ['quarter past nine', '09:15'],
    ['a quarter to four', '15:45'],
    ['at noon', '12:00'],
    ['around ten', '10:00'],
    ['nine o’clock', '09:00'],
    ['nine a.m.', '09:00'],
    ['7:45', '07:45'],
    ['15:00', '15:00'],
    ['tenish', '10:00'],
    ['twelve thirty pm', '12:30'],
    ['in the morning', 'morning'],
    ['in the afternoon', 'afternoon'],
    ['some evening', 'evening'],
    ['after work', 'evening'],
    ['after lunch', 'afternoon'],
    ['first thing', 'morning'],
    ['nine in the morning', 'morning 09:00'],
    ['eight in the evening', 'evening 20:00'],
    ['after three', '15:00 after'],
    ['before noon', '12:00 before'],
    ['sometime before eleven', '11:00 before'],
  ])('%s', (said, wish) => {
    expect(inShort(readWish(said, TODAY))).toBe(wish);
  });

  it.each([
    'I have two air conditioners',
    'my name is one of a kind',
    'good morning',
    'for 2 hours',
    'hello',
  ])('no time in: %s', (said) => {
    expect(inShort(readWish(said, TODAY))).toBe('');
  });

  it.each([
    ['nine', '09:00'],
    ['nine please', '09:00'],
    ['9', '09:00'],
    ['two thirty', '14:30'],
    ['four works', '16:00'],
  ])('where a time was asked for: %s', (said, wish) => {
    expect(inShort(readWish(said, TODAY, { isTimeExpected: true }))).toBe(wish);
  });
});

describe('days and times together', () => {
  it.each([
    ['tomorrow morning', '2026-11-24 morning'],
    ['Thursday at three', '2026-11-26 15:00'],
    ['Thursday at three thirty', '2026-11-26 15:30'],
    ['next Tuesday in the afternoon', '2026-12-01 afternoon'],
    ['the 24th at 9', '2026-11-24 09:00'],
    ['November 24th at 9:30', '2026-11-24 09:30'],
    ['this afternoon', '2026-11-23 afternoon'],
    ['tonight', '2026-11-23 evening'],
    ['tonight at eight', '2026-11-23 evening 20:00'],
    ['tomorrow after 2 pm', '2026-11-24 14:00 after'],
    ['Friday before noon', '2026-11-27 12:00 before'],
    ['on Dec 3 around noon', '2026-12-03 12:00'],
    ['as soon as possible', 'any'],
    ['ASAP', 'any'],
    ['the earliest you have', 'any'],
    ['any time', 'any'],
    ['whenever you can', 'any'],
    ['what times do you have', 'any'],
    ['as soon as possible tomorrow', '2026-11-24'],
  ])('%s', (said, wish) => {
    expect(inShort(readWish(said, TODAY))).toBe(wish);
  });
});

describe('corrections', () => {
  const wish = readWish('tomorrow morning', TODAY);

  it.each([
    ['no, Friday', '2026-11-27 morning'],
    ['rather in the afternoon', '2026-11-24 afternoon'],
    ['at two', '2026-11-24 14:00'],
    ['Friday at two', '2026-11-27 14:00'],
    ['as soon as possible', 'any'],
  ])('%s', (said, expected) => {
    expect(inShort(corrected(wish, readWish(said, TODAY)))).toBe(expected);
  });
});

describe("today in the business's words", () => {
  it.each([
    ['Monday, November 23, 2026', '2026-11-23'],
    ['Sunday, March 14, 2027', '2027-03-14'],
    ['today', undefined],
  ])('%s', (spoken, date) => {
    expect(readToday(spoken)).toBe(date);
  });
});
