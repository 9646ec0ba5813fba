import type { Found, Resources } from './plan.ts';

export type MetricQuery = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

export type AlarmPlan = {
  readonly name: string;
  readonly description: string;
  /** E-mail addresses and the like that the alarm's topics reach. */
  readonly recipients: readonly string[];
  /** undefined: an alarm over several metrics, which is not evaluated here. */
  readonly metric: MetricQuery | undefined;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly periods: number;
  readonly breachingPeriods: number;
  readonly threshold: number;
  readonly comparison: string;
  /** `breaching`, `notBreaching`, `ignore` or `missing`. */
  readonly missingData: string;
  readonly tellsWhenOver: boolean;
};

const subscribers = (resources: Resources, topics: readonly string[]): string[] =>
  resources
    .of('AWS::SNS::Subscription')
    .filter(({ properties }) => topics.includes(String(properties.TopicArn)))
    .map(({ properties }) => String(properties.Endpoint));

const readAlarm = ({ properties, identity }: Found, resources: Resources): AlarmPlan => {
  const periods = Number(properties.EvaluationPeriods ?? 1);
  const dimensions = (properties.Dimensions ?? []) as { Name: string; Value: string }[];
  return {
    name: identity.ref,
    description: String(properties.AlarmDescription ?? ''),
    recipients: subscribers(resources, (properties.AlarmActions ?? []) as string[]),
    metric: properties.MetricName
      ? {
          namespace: String(properties.Namespace),
          name: String(properties.MetricName),
          dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
        }
      : undefined,
    statistic: String(properties.Statistic ?? properties.ExtendedStatistic ?? ''),
    periodSeconds: Number(properties.Period ?? 60),
    periods,
    breachingPeriods: Number(properties.DatapointsToAlarm ?? periods),
    threshold: Number(properties.Threshold ?? 0),
    comparison: String(properties.ComparisonOperator ?? ''),
    missingData: String(properties.TreatMissingData ?? 'missing'),
    tellsWhenOver: ((properties.OKActions ?? []) as unknown[]).length > 0,
  };
};

/** Every alarm of the stacks; composite ones are listed and not evaluated. */
export const planAlarms = (resources: Resources): AlarmPlan[] =>
  [...resources.of('AWS::CloudWatch::Alarm'), ...resources.of('AWS::CloudWatch::CompositeAlarm')].map(
    (found) => readAlarm(found, resources),
  );
