import { describe, expect, test } from 'vitest';
import { assertPatternUnderstood, matchesEventPattern } from '../../scripts/local/events/event-pattern.ts';
import { scheduleMinutes } from '../../scripts/local/events/schedule.ts';

const booked = {
  source: 'cloudgreet',
  'detail-type': 'appointment.booked',
  detail: { businessId: 'biz_1', fee: { cents: 500 }, tags: ['new', 'web'], test: false },
};

describe('event patterns', () => {
  test.each([
    ['exact values', { source: ['cloudgreet'], 'detail-type': ['appointment.booked', 'fee.owed'] }],
    ['nested values', { detail: { fee: { cents: [500] }, test: [false] } }],
    ['one of a list', { detail: { tags: ['web'] } }],
    ['a prefix', { 'detail-type': [{ prefix: 'appointment.' }] }],
    ['a suffix', { 'detail-type': [{ suffix: '.booked' }] }],
    ['a field that is there', { detail: { fee: { cents: [{ exists: true }] } } }],
    ['a field that is not there', { detail: { callId: [{ exists: false }] } }],
    ['anything but', { detail: { businessId: [{ 'anything-but': ['biz_2'] }] } }],
  ])('match %s', (_, pattern) => {
    expect(matchesEventPattern(pattern, booked)).toBe(true);
  });

  test.each([
    ['another value', { source: ['other'] }],
    ['only one of two fields', { source: ['cloudgreet'], 'detail-type': ['fee.owed'] }],
    ['a number as text', { detail: { fee: { cents: ['500'] } } }],
    ['a missing branch', { detail: { call: { id: ['x'] } } }],
    ['the excluded value', { detail: { businessId: [{ 'anything-but': 'biz_1' }] } }],
  ])('do not match %s', (_, pattern) => {
    expect(matchesEventPattern(pattern, booked)).toBe(false);
  });

  test.each([
    [{ detail: { cents: [{ numeric: ['>', 5] }] } }, /"numeric"/],
    [{ $or: [{ source: ['a'] }] }, /"\$or"/],
    [{ source: 'cloudgreet' }, /must be a list/],
  ])('are refused by name when not understood: %j', (pattern, message) => {
    expect(() => assertPatternUnderstood(pattern, 'Rule')).toThrow(message);
  });
});

describe('schedules', () => {
  test.each([
    ['rate(1 minute)', 1],
    ['rate(5 minutes)', 5],
    ['rate(2 hours)', 120],
    ['rate(1 day)', 1440],
  ])('%s runs every %i minutes', (expression, minutes) => {
    expect(scheduleMinutes(expression)).toBe(minutes);
  });

  test.each(['cron(0 12 * * ? *)', 'rate(0 minutes)', 'rate(1 week)', ''])(
    '"%s" is refused',
    (expression) => {
      expect(() => scheduleMinutes(expression)).toThrow(/rate/);
    },
  );
});
