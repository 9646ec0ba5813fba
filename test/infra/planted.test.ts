import { Validations } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, ManagedPolicy, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, InlineCode, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { rules } from './rules.ts';
import { handlerOf, type Stacks, type Synthesised, synthesise } from './synthesised.ts';

/** Mistakes a tired person could make in the app stack. Rules that let them pass protect nobody. */
const spoil = ({ app }: Stacks): void => {
  const bucket = new Bucket(app, 'PlantedBucket');
  Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S10', reason: 'later' });
  const queue = new Queue(app, 'PlantedQueue');
  const lambda = new Lambda(app, 'PlantedFunction', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: new InlineCode('exports.handler = async () => {}'),
  });
  new EventSourceMapping(app, 'PlantedMapping', { target: lambda, eventSourceArn: queue.queueArn });
  new Lambda(app, 'PlantedLonelyFunction', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: new InlineCode('exports.handler = async () => {}'),
  });
  const role = new Role(app, 'PlantedRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
  });
  new Policy(app, 'PlantedPolicy', {
    roles: [role],
    statements: [new PolicyStatement({ effect: Effect.ALLOW, actions: ['dynamodb:*'], resources: ['*'] })],
  });
  new Alarm(app, 'PlantedAlarm', {
    metric: new Metric({ namespace: 'CloudGreet', metricName: 'Planted' }),
    threshold: 1,
    evaluationPeriods: 1,
    alarmDescription: 'something is wrong',
  });
  new TableV2(app, 'PlantedTable', { partitionKey: { name: 'pk', type: AttributeType.STRING } });
};

describe('planted mistakes [O7]', () => {
  let spoilt: Synthesised;
  beforeAll(() => {
    spoilt = synthesise('dev', spoil);
  });

  it.each([
    ['everySuppressionHasAReason', 'PlantedBucket is accepted without a reason'],
    ['everyQueueHasDeadLettersAndAnAlarm', 'has no dead letters'],
    ['everyQueueHasDeadLettersAndAnAlarm', 'may be late unseen'],
    ['everyAlarmNamesItsImpactAndReachesTheOperator', 'does not say what customers lose'],
    ['everyAlarmNamesItsImpactAndReachesTheOperator', 'has no AlarmActions'],
    ['everyAlarmHasItsRunbook', 'does not exist'],
    ['everyFailingFunctionIsHeardOf', 'PlantedLonelyFunction'],
    ['everyCountIsOfItsStage', 'PlantedAlarm'],
    ['noWildcardWithoutAReason', 'allows dynamodb:* on *'],
    ['everyVisibilityOutlastsSixRuns', 'before six runs'],
    ['onlyKnownKinds', 'AWS::DynamoDB::GlobalTable'],
    ['everyFunctionKeepsTheHouseDefaults', 'runtime'],
    ['everyFunctionKeepsTheHouseDefaults', 'its handler in the metadata'],
  ])('break the rule %s: %s', (rule, offence) => {
    expect(rules[rule]?.(spoilt)).toContainEqual(expect.stringContaining(offence));
  });

  it('are found by cdk-nag, which synth runs', () => {
    const found = spoilt.findings();

    for (const rule of [
      'AwsSolutions-S1',
      'AwsSolutions-SQS4',
      'AwsSolutions-IAM5[Action::dynamodb:*]',
      'AwsSolutions-L1',
    ])
      expect(found.filter((one) => one.startsWith(`${rule} `) && one.includes('Planted'))).not.toEqual([]);
  });

  it('show as a function that no handler file stands behind', () => {
    expect(spoilt.of('AWS::Lambda::Function').map(handlerOf)).toContain(undefined);
  });
});
