import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { requiredEnv } from './env.ts';

/**
 * Counted for the stage, not for each function: what a customer loses is the same whichever function notices, one alarm
 * hears of it, and two stages of one account stay apart. The log line beside each count says where and about what.
 */
export const metrics = new Metrics({
  namespace: 'CloudGreet',
  serviceName: `CloudGreet-${requiredEnv('STAGE')}`,
});

/** Counts something that happened; written out with the invocation. */
export const count = (name: string, by = 1): void => {
  metrics.addMetric(name, MetricUnit.Count, by);
};
