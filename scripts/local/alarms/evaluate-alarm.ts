import type { AlarmPlan } from '../assembly/plan-alarms.ts';
import type { Sample } from './metrics.ts';

const percentile = (values: readonly number[], statistic: string): number => {
  const sorted = [...values].sort((left, right) => left - right);
  const rank = Math.ceil((Number(statistic.slice(1)) / 100) * sorted.length);
  return sorted[Math.max(rank - 1, 0)] ?? Number.NaN;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Sum: sum,
  Average: (values) => sum(values) / values.length,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  SampleCount: (values) => values.length,
};

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Whether an alarm's statistic and comparison are among those computed here. */
export const isEvaluable = ({ metric, statistic, comparison }: AlarmPlan): boolean =>
  metric !== undefined && (statistic in statistics || /^p\d/.test(statistic)) && comparison in comparisons;

const breaches = (
  alarm: AlarmPlan,
  values: readonly number[],
  periodIsComplete: boolean,
): boolean | undefined => {
  if (values.length === 0) {
    if (alarm.missingData === 'breaching') return periodIsComplete;
    return alarm.missingData === 'notBreaching' ? false : undefined;
  }
  const compute = statistics[alarm.statistic];
  const value = compute ? compute(values) : percentile(values, alarm.statistic);
  const isBreach = comparisons[alarm.comparison]?.(value, alarm.threshold) === true;
  // A count that may still rise is not yet too low.
  return isBreach && (periodIsComplete || !alarm.comparison.startsWith('Less'));
};

/**
 * The state of an alarm over periods that end now, so that it is raised as soon as it would be, not at the end of a
 * minute. Missing data counts only for periods that began after `startedAt`. `undefined`: nothing to go by, stays as it is.
 */
export const evaluateAlarm = (
  alarm: AlarmPlan,
  samples: readonly Sample[],
  now: number,
  startedAt: number,
): 'OK' | 'ALARM' | undefined => {
  const periodMs = alarm.periodSeconds * 1000;
  const verdicts = Array.from({ length: alarm.periods }, (_, index) => {
    const end = now - index * periodMs;
    const start = end - periodMs;
    const values = samples.filter(({ at }) => at > start && at <= end).map(({ value }) => value);
    return breaches(alarm, values, start >= startedAt);
  });
  if (verdicts.every((verdict) => verdict === undefined)) return undefined;
  return verdicts.filter((verdict) => verdict === true).length >= alarm.breachingPeriods ? 'ALARM' : 'OK';
};
