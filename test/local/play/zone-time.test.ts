import { describe, expect, it } from 'vitest';
import { instantOf, standardOffset, wallAt, writtenAt } from '../../../scripts/play/zone-time.ts';

const ZONE = 'America/Chicago';

describe('the date a demo is played at', () => {
  it.each([
    ['2026-11-23T09:00', '2026-11-23T15:00:00.000Z'],
    ['2026-11-23 09:00', '2026-11-23T15:00:00.000Z'],
    ['2026-11-23', '2026-11-23T14:05:00.000Z'],
    ['2026-07-01T09:00', '2026-07-01T14:00:00.000Z'],
    ['2027-03-14T01:50', '2027-03-14T07:50:00.000Z'],
    ['2027-03-14T03:00', '2027-03-14T08:00:00.000Z'],
  ])('%s', (typed, instant) => {
    expect(new Date(instantOf(typed, ZONE)).toISOString()).toBe(instant);
  });

  it('is the first of an hour that comes twice', () => {
    expect(new Date(instantOf('2026-11-01T01:30', ZONE)).toISOString()).toBe('2026-11-01T06:30:00.000Z');
  });

  it('is refused where the clocks skip it', () => {
    expect(() => instantOf('2027-03-14T02:30', ZONE)).toThrow('does not exist');
  });

  it.each(['tomorrow', '2026-13-01', '2027-02-30', '2026-11-23T24:00', '2026-11-23T9', ''])(
    'is refused when it is none: "%s"',
    (typed) => {
      expect(() => instantOf(typed, ZONE)).toThrow('is no date');
    },
  );
});

describe('the wall of a zone', () => {
  it('shows an instant', () => {
    const instant = Date.parse('2027-03-14T07:50:00Z');

    expect(wallAt(ZONE, instant)).toBe('2027-03-14T01:50');
    expect(writtenAt(ZONE, instant)).toBe('Sunday, March 14 at 1:50 AM');
  });

  it.each([
    ['America/Chicago', -360],
    ['Europe/Berlin', 60],
    ['Australia/Sydney', 600],
    ['Asia/Kolkata', 330],
  ])('stands at its winter offset in %s', (zone, minutes) => {
    expect(standardOffset(zone, 2026)).toBe(minutes);
  });
});
