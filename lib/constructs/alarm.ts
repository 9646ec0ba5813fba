import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { House } from './house.ts';

/** `page#heading` below docs/runbooks, e.g. `charge-booking-fee#dead-letters`. */
export type Runbook = `${string}#${string}`;

export type AlarmProps = {
  readonly house: House;
  /** What a customer loses while this lasts, in words a customer would use. It opens the alarm's text. */
  readonly impact: string;
  readonly runbook: Runbook;
  readonly metric: cloudwatch.IMetric;
  /** The alarm is raised at or above this, or below it if `below` is set. */
  readonly threshold: number;
  readonly below?: boolean;
  /** Periods in a row. Default 1. */
  readonly periods?: number;
  /** `true`: no data means trouble (a thing that should always run). Default: no data means nothing went wrong. */
  readonly silenceIsBad?: boolean;
};

/** The only place an alarm is made: it says what customers lose, links its runbook and tells the operator, also when it ends. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const [page, heading] = props.runbook.split('#');
    const alarm = new cloudwatch.Alarm(this, 'Default', {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.below
        ? cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        : cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.silenceIsBad
        ? cloudwatch.TreatMissingData.BREACHING
        : cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `Impact: ${props.impact}. Runbook: docs/runbooks/${page}.md#${heading}`,
    });
    const tellOperator = new SnsAction(props.house.alarmTopic);
    alarm.addAlarmAction(tellOperator);
    alarm.addOkAction(tellOperator);
  }
}

export const perMinute = { period: Duration.minutes(1) } as const;

/** What our code counts by itself (functions/runtime/metrics.ts), in all functions of the stage, over five minutes. */
export const counted = ({ stage }: House, name: string): cloudwatch.IMetric =>
  new cloudwatch.Metric({
    namespace: 'CloudGreet',
    metricName: name,
    dimensionsMap: { service: `CloudGreet-${stage.name}` },
    period: Duration.minutes(5),
    statistic: 'Sum',
  });
