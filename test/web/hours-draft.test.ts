import { describe, expect, it } from 'vitest';
import {
  hoursChanges,
  hoursFaults,
  isPastMidnight,
  type Span,
  takeHours,
} from '../../web/src/screens/settings/drafts/hours-draft.ts';
import type { Business } from '../../web/src/screens/settings/save-settings.ts';

const WORDS = { quarter: 'quarter', overlap: 'overlap', noHours: 'none' };
const faults = hoursFaults(WORDS);
const span = (opens: string, closes: string): Span => ({ opens, closes });
/** A week with those spans on one day, or on some. */
const week = (days: Readonly<Record<number, readonly Span[]>>) =>
  Array.from({ length: 7 }, (_, day) => days[day] ?? []);

describe('hours as they are typed [O3]', () => {
  it('are sent as they came, also where they end at midnight', () => {
    const hours = [
      { weekday: 0, opens: '00:00', closes: '24:00' },
      { weekday: 1, opens: '08:00', closes: '12:00' },
      { weekday: 1, opens: '13:00', closes: '02:00' },
    ];

    expect(hoursChanges(takeHours({ hours } as Business))).toEqual({ hours });
  });

  it.each([
    ['20:00', '02:00', true],
    ['08:00', '08:00', true],
    ['20:00', '00:00', false],
    ['00:00', '00:00', false],
    ['08:00', '17:00', false],
  ])('from %s to %s: past midnight is %s', (opens, closes, isPast) => {
    expect(isPastMidnight(span(opens, closes))).toBe(isPast);
  });

  it('begin and end at quarter hours', () => {
    expect(faults(week({ 1: [span('08:10', '17:00')], 2: [span('08:00', '')] }))).toEqual({
      '1.0.opens': 'quarter',
      '2.0.closes': 'quarter',
    });
  });

  it('overlap with none of the same day, the day before, or the week before', () => {
    expect(faults(week({ 1: [span('08:00', '12:00'), span('11:00', '13:00')] }))).toEqual({
      '1.1.opens': 'overlap',
    });
    expect(faults(week({ 1: [span('20:00', '02:00')], 2: [span('01:00', '03:00')] }))).toEqual({
      '2.0.opens': 'overlap',
    });
    expect(faults(week({ 6: [span('20:00', '02:00')], 0: [span('01:00', '03:00')] }))).toEqual({
      '6.0.opens': 'overlap',
    });
    expect(faults(week({ 1: [span('20:00', '02:00')], 2: [span('02:00', '03:00')] }))).toEqual({});
  });

  it('are on one day at least', () => {
    expect(faults(week({}))).toEqual({ hours: 'none' });
  });
});
