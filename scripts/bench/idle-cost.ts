import type { PriceSheet, Quantities } from './price-sheet.ts';

/** A resource of a synthesised template. */
export type Resource = { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> };

type AlarmProperties = { readonly Metrics?: readonly { readonly MetricStat?: unknown }[] };

/** An alarm over several metrics costs as much as as many alarms. */
const metricsOf = ({ Properties = {} }: Resource): number => {
  const { Metrics } = Properties as AlarmProperties;
  return Metrics === undefined
    ? 1
    : Math.max(1, Metrics.filter((one) => one.MetricStat !== undefined).length);
};

/** A group of AWS's costs as much as one rule; its larger ones, which none of ours is, cost more. */
const rulesOf = ({ Properties = {} }: Resource): number => ((Properties.Rules ?? []) as unknown[]).length;

/** Whether the mapping polls a queue; Lambda reads streams for nothing. */
const isOfQueue = ({ Properties = {} }: Resource): boolean => !('StartingPosition' in Properties);

/** Kinds that cost nothing while nobody calls. A kind that is not listed anywhere here is an error, not free. */
const FREE_WHILE_IDLE = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::RouteResponse',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  // Whoever signs in within a month costs something, 10,000 people a month nothing; nobody does here.
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::CDK::Metadata',
]);

/** What a month of a stage's resources uses while nobody calls; what its clock does is not among it. */
export const idleQuantities = (sheet: PriceSheet, resources: readonly Resource[]): Quantities => {
  let [alarmMonth, dashboardMonth, keyMonth, secretMonth, polled] = [0, 0, 0, 0, 0];
  let [webAclMonth, webAclRuleMonth] = [0, 0];
  for (const resource of resources) {
    if (resource.Type === 'AWS::CloudWatch::Alarm') alarmMonth += metricsOf(resource);
    else if (resource.Type === 'AWS::CloudWatch::Dashboard') dashboardMonth += 1;
    else if (resource.Type === 'AWS::KMS::Key') keyMonth += 1;
    else if (resource.Type === 'AWS::WAFv2::WebACL') {
      webAclMonth += 1;
      webAclRuleMonth += rulesOf(resource);
    } else if (resource.Type === 'AWS::SecretsManager::Secret') secretMonth += 1;
    else if (resource.Type === 'AWS::Lambda::EventSourceMapping') polled += isOfQueue(resource) ? 1 : 0;
    else if (!FREE_WHILE_IDLE.has(resource.Type))
      throw new Error(
        `What does ${resource.Type} cost while nobody calls? Say so in scripts/bench/idle-cost.ts.`,
      );
  }
  const sqsRequest = polled * sheet.assumed.pollsOfAMappingAMonth.value;
  return { alarmMonth, dashboardMonth, keyMonth, secretMonth, webAclMonth, webAclRuleMonth, sqsRequest };
};

type ScheduleProperties = { readonly ScheduleExpression?: string };

/** Runs a month of everything that the clock starts. Throws for a rate it does not know. */
export const scheduledRuns = (sheet: PriceSheet, resources: readonly Resource[]): number =>
  resources
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .map(({ Properties = {} }) => (Properties as ScheduleProperties).ScheduleExpression)
    .filter((expression) => expression !== undefined)
    .reduce((sum, expression) => {
      const minutes = Number(/^rate\((\d+) minutes?\)$/.exec(expression)?.[1]);
      if (!minutes) throw new Error(`How often is ${expression}?`);
      return sum + sheet.assumed.minutesAMonth.value / minutes;
    }, 0);
