import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { type Conditions, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { House } from '../constructs/house.ts';
import type { Stage } from '../stages.ts';

/** How a person hears that something is wrong, and where they look first. Depends on no other stack. */
export class OperationsStack extends Stack {
  readonly house: House;

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly stage: Stage; readonly watches: string },
  ) {
    super(scope, id, props);
    const { stage } = props;
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const fromHere = { StringEquals: { 'aws:SourceAccount': this.account } };
    const alarmTopic = new Topic(this, 'Alarms', {
      enforceSSL: true,
      ...(stage.paidExtras && { masterKey: alarmKey(this, stage, cloudWatch, fromHere) }),
    });
    if (!stage.paidExtras)
      acknowledge(
        alarmTopic,
        'AwsSolutions-SNS2',
        'An alarm says what fails and links a runbook, nothing of anybody; a key costs a dollar a month and no customer is here.',
      );
    alarmTopic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [alarmTopic.topicArn],
        conditions: fromHere,
      }),
    );
    alarmTopic.addSubscription(new EmailSubscription(stage.operatorEmail));
    acknowledge(
      alarmTopic,
      'Serverless-SNSRedrivePolicy',
      'An e-mail is accepted or bounces at the provider; nobody would read the dead letters of an alarm.',
    );
    this.house = { stage, alarmTopic };
    if (stage.paidExtras) addDashboard(this, props.watches);
  }
}

/** A key of our own: CloudWatch may not use the one AWS manages for SNS, and would drop every alarm in silence. */
const alarmKey = (scope: Stack, stage: Stage, cloudWatch: ServicePrincipal, conditions: Conditions): Key => {
  const key = new Key(scope, 'AlarmKey', {
    enableKeyRotation: true,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [cloudWatch],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions,
    }),
  );
  return key;
};

/** Graphs by search over names that start with the app stack's, so that a new function appears by itself. */
const addDashboard = (stack: Stack, appStack: string): void => {
  const graph = (title: string, namespace: string, dimension: string, metric: string, statistic: string) =>
    new GraphWidget({
      title,
      width: 12,
      left: [
        new MathExpression({
          expression: `SEARCH('{${namespace},${dimension}} MetricName="${metric}" "${appStack}"', '${statistic}', 60)`,
          usingMetrics: {},
          label: '',
          period: Duration.minutes(1),
        }),
      ],
    });
  new Dashboard(stack, 'Dashboard', {
    widgets: [
      [
        graph('Invocations', 'AWS/Lambda', 'FunctionName', 'Invocations', 'Sum'),
        graph('Errors', 'AWS/Lambda', 'FunctionName', 'Errors', 'Sum'),
      ],
      [
        graph('Slowest 1 % (ms)', 'AWS/Lambda', 'FunctionName', 'Duration', 'p99'),
        graph('Messages waiting', 'AWS/SQS', 'QueueName', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
      ],
    ],
  });
};
