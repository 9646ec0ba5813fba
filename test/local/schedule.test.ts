import { expect, test } from 'vitest';
import { scheduleMinutes } from '../../scripts/local/events/schedule.ts';

test.each([
  ['rate(1 minute)', 1],
  ['rate(5 minutes)', 5],
  ['rate(2 hours)', 120],
  ['rate(1 day)', 1440],
])('%s runs every %i minutes', (expression, minutes) => {
  expect(scheduleMinutes(expression)).toBe(minutes);
});

test.each(['cron(0 12 * * ? *)', 'rate(0 minutes)', 'rate(1 week)', ''])(
  'a schedule of "%s" is refused',
  (expression) => {
    expect(() => scheduleMinutes(expression)).toThrow(/rate/);
  },
);
