import { expect, test } from 'vitest';
import { evaluateAlarm } from '../../scripts/local/alarms/evaluate-alarm.ts';
import { createMetrics } from '../../scripts/local/alarms/metrics.ts';
import type { AlarmPlan } from '../../scripts/local/assembly/plan-alarms.ts';

const metric = { namespace: 'CloudGreet', name: 'TextsFailed', dimensions: { service: 'texts' } };
const anAlarm = (overrides: Partial<AlarmPlan> = {}): AlarmPlan => ({
  name: 'Late',
  description: 'Impact: texts come late.',
  recipients: [],
  metric,
  statistic: 'Sum',
  periodSeconds: 60,
  periods: 1,
  breachingPeriods: 1,
  threshold: 2,
  comparison: 'GreaterThanOrEqualToThreshold',
  missingData: 'notBreaching',
  tellsWhenOver: true,
  ...overrides,
});
const now = 1_000_000;
const ago = (seconds: number, value = 1) => ({ at: now - seconds * 1000, value });
const stateOf = (alarm: AlarmPlan, samples: ReturnType<typeof ago>[], startedSecondsAgo = 600) =>
  evaluateAlarm(alarm, samples, now, now - startedSecondsAgo * 1000);

test('is raised by what one period adds up to', () => {
  expect(stateOf(anAlarm(), [ago(50), ago(1)])).toBe('ALARM');
  expect(stateOf(anAlarm(), [ago(70), ago(1)])).toBe('OK');
});

test('takes the statistic it is told', () => {
  const samples = [ago(5, 1), ago(4, 9)];

  expect(stateOf(anAlarm({ statistic: 'Maximum', threshold: 9 }), samples)).toBe('ALARM');
  expect(stateOf(anAlarm({ statistic: 'Average', threshold: 6 }), samples)).toBe('OK');
  expect(stateOf(anAlarm({ statistic: 'p99', threshold: 9 }), samples)).toBe('ALARM');
});

test('waits for as many periods as it is told', () => {
  const alarm = anAlarm({ periods: 2, breachingPeriods: 2, threshold: 1 });

  expect(stateOf(alarm, [ago(5)])).toBe('OK');
  expect(stateOf(alarm, [ago(65), ago(5)])).toBe('ALARM');
});

test('silence is bad only for an alarm that says so, and not before a whole period has passed', () => {
  const stopped = anAlarm({ comparison: 'LessThanThreshold', threshold: 1, missingData: 'breaching' });

  expect(stateOf(stopped, [], 30)).toBe('OK');
  expect(stateOf(stopped, [], 61)).toBe('ALARM');
  expect(stateOf(anAlarm(), [])).toBe('OK');
  expect(stateOf(anAlarm({ missingData: 'missing' }), [])).toBeUndefined();
});

test('counts metrics that a function prints', () => {
  const metrics = createMetrics();
  const line = {
    _aws: {
      CloudWatchMetrics: [
        { Namespace: 'CloudGreet', Dimensions: [['service']], Metrics: [{ Name: 'TextsFailed' }] },
      ],
    },
    service: 'texts',
    TextsFailed: [1, 2],
  };

  metrics.recordLine(JSON.stringify(line), now);
  metrics.recordLine('{"message":"not \\"CloudWatchMetrics\\" at all"', now);

  expect(metrics.samples(metric)).toEqual([
    { at: now, value: 1 },
    { at: now, value: 2 },
  ]);
});
