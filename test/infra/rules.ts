import { existsSync, readFileSync } from 'node:fs';
import { flat, handlerOf, type Json, type Resource, type Synthesised } from './synthesised.ts';

/** What must hold of any template of ours, each as a function that names what breaks it. */
export type Rule = (made: Synthesised) => string[];

const seconds = (value: Json) => Number(value);
const list = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);
const isDeadLetters = (made: Synthesised, queue: Resource) =>
  deadLetterTargets(made).some((target) => target.includes(queue.id));

const deadLetterTargets = (made: Synthesised): string[] => [
  ...made.of('AWS::SQS::Queue').map((queue) => flat(queue.properties.RedrivePolicy?.deadLetterTargetArn)),
  ...made
    .of('AWS::Lambda::EventSourceMapping')
    .map((mapping) => flat(mapping.properties.DestinationConfig?.OnFailure?.Destination)),
  ...made
    .of('AWS::Lambda::EventInvokeConfig')
    .map((config) => flat(config.properties.DestinationConfig?.OnFailure?.Destination)),
];

/** Who waits longer waits for a caller or an owner; but what is tried again comes back after its visibility time-out only. */
const latestSeconds = ({ properties: { VisibilityTimeout: comesBackAfter = 0 } }: Resource) =>
  Math.min(20 * 60, Math.max(15 * 60, seconds(comesBackAfter) + 5 * 60));

const watched = (made: Synthesised, queue: Resource, metric: string, atMost: number) =>
  made
    .of('AWS::CloudWatch::Alarm')
    .some(
      ({ properties }) =>
        properties.MetricName === metric &&
        properties.Threshold <= atMost &&
        properties.Dimensions.some((one: Json) => flat(one.Value).includes(queue.id)),
    );

export const everyQueueHasDeadLettersAndAnAlarm: Rule = (made) =>
  made.of('AWS::SQS::Queue').flatMap((queue) => {
    if (isDeadLetters(made, queue))
      return watched(made, queue, 'ApproximateNumberOfMessagesVisible', 1)
        ? []
        : [`${queue.id} collects dead letters unseen`];
    return [
      ...(queue.properties.RedrivePolicy ? [] : [`${queue.id} has no dead letters`]),
      ...(watched(made, queue, 'ApproximateAgeOfOldestMessage', latestSeconds(queue))
        ? []
        : [`${queue.id} may be late unseen`]),
    ];
  });

/** A queue's and a stream's records come back and end in dead letters, the clock's run does, and a vendor is answered 5xx. */
const hearsOfFailures = (made: Synthesised, lambda: Resource): boolean => {
  const concerns = (one: Resource, property: string) =>
    flat(one.properties[property]).includes(lambda.id) && one.id !== lambda.id;
  const alarms = made.of('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  const alarmOn = (metric: string, id = '') =>
    alarms.some(
      (alarm) =>
        alarm.MetricName === metric && alarm.Dimensions.some((one: Json) => flat(one.Value).includes(id)),
    );
  const setAside = [
    ...made.of('AWS::Lambda::EventSourceMapping'),
    ...made.of('AWS::Lambda::EventInvokeConfig'),
  ]
    .filter((one) => concerns(one, 'FunctionName'))
    .some(
      ({ properties }) =>
        properties.DestinationConfig?.OnFailure?.Destination ||
        made.of('AWS::SQS::Queue').some(({ id }) => flat(properties.EventSourceArn) === `<${id}.Arn>`),
    );
  const answers = made.of('AWS::ApiGatewayV2::Integration').some((one) => concerns(one, 'IntegrationUri'));
  return setAside || (answers && alarmOn('5xx')) || alarmOn('Errors', lambda.id);
};

/** An alarm of its own on `Errors` only says sooner what these say: see docs/adr/0008. */
const everyFailingFunctionIsHeardOf: Rule = (made) =>
  made
    .of('AWS::Lambda::Function')
    .filter((lambda) => !hearsOfFailures(made, lambda))
    .map(({ id }) => `${id} may fail unheard`);

/** Two stages of one account would otherwise ring for each other: functions count under the stage's name. */
const everyCountIsOfItsStage: Rule = (made) => {
  const [stage] = made
    .of('AWS::Lambda::Function')
    .flatMap(({ properties }) => properties.Environment?.Variables?.STAGE ?? []);
  return made
    .of('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.Namespace === 'CloudGreet')
    .filter(({ properties }) => properties.Dimensions?.[0]?.Value !== `CloudGreet-${stage}`)
    .map(({ id }) => `${id} waits for what no function of its stage counts`);
};

export const everyAlarmNamesItsImpactAndReachesTheOperator: Rule = (made) =>
  made.of('AWS::CloudWatch::Alarm').flatMap(({ id, properties }) => [
    ...(/^Impact: [a-z].{20,}\. Runbook: docs\/runbooks\/\S+\.md#\S+$/.test(properties.AlarmDescription ?? '')
      ? []
      : [`${id} does not say what customers lose`]),
    ...['AlarmActions', 'OKActions'].flatMap((kind) =>
      list(properties[kind] ?? [])
        .map(flat)
        .some((target) => target.includes('Alarms'))
        ? []
        : [`${id} has no ${kind} to the topic`],
    ),
  ]);

export const everyAlarmHasItsRunbook: Rule = (made) =>
  made.of('AWS::CloudWatch::Alarm').flatMap(({ id, properties }) => {
    const [page = '', heading = ''] = (properties.AlarmDescription?.split('Runbook: ')[1] ?? '').split('#');
    if (!existsSync(page)) return [`${id} links ${page}, which does not exist`];
    const headings = readFileSync(page, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('## '))
      .map((line) => line.slice(3).toLowerCase().replaceAll(' ', '-'));
    return headings.includes(heading) ? [] : [`${page} has no heading ${heading}`];
  });

/** Allowed wildcards: what, on which resource, and why nothing narrower exists. */
const allowedWildcards = [
  { action: /^execute-api:ManageConnections$/, resource: /<LiveApi\w+>\/live\/\*$/, why: 'Its open pages.' },
  { action: /^dynamodb:ListStreams$/, resource: /Table.*\/stream\/\*$/, why: 'The streams of one table.' },
  { action: /^s3:(Get|Put)Object$/, resource: /RawBucket.*\/raw\/\*$/, why: 'The objects below one prefix.' },
  {
    action: /^s3:GetObject$/,
    resource: /RawBucket.*\/(transcripts|recordings)\/\$\{aws:PrincipalTag\/business\}\/\*$/,
    why: 'The transcripts and recordings of the one business that the session is for.',
  },
  {
    action: /^s3:(PutObject|DeleteObject)$/,
    resource: /RawBucket.*\/recordings\/\*$/,
    why: 'The objects below one prefix, which go when their time is over.',
  },
  {
    action: /^s3:(Get|Put)Object$/,
    resource: /RawBucket.*\/exports\/\$\{aws:PrincipalTag\/business\}\/\*$/,
    why: 'The archives of the one business that the session is for.',
  },
  {
    action: /^s3:DeleteObject$/,
    resource: /RawBucket.*\/(transcripts|exports|recordings)\/\$\{aws:PrincipalTag\/business\}\/\*$/,
    why: 'What was said on calls of the one business that the session is for, and that has left.',
  },
  {
    action: /^s3:PutObject$/,
    resource: /RawBucket.*\/(transcripts|unknown)\/\*$/,
    why: 'The objects below one prefix.',
  },
  {
    action: /^s3:(GetObject|PutObject|DeleteObject)$/,
    resource: /RawBucket.*\/quarantine\/\*$/,
    why: 'The objects below one prefix, which go when their events are applied.',
  },
] as const;

export const noWildcardWithoutAReason: Rule = (made) =>
  made.of('AWS::IAM::Policy').flatMap(({ id, properties }) =>
    properties.PolicyDocument.Statement.flatMap((statement: Json) =>
      list(statement.Action).flatMap((action: string) =>
        list(statement.Resource)
          .map(flat)
          .filter((resource) => /[*?]/.test(action) || /[*?]/.test(resource))
          .filter(
            (resource) => !allowedWildcards.some((a) => a.action.test(action) && a.resource.test(resource)),
          )
          .map((resource) => `${id} allows ${action} on ${resource}`),
      ),
    ),
  );

export const everyVisibilityOutlastsSixRuns: Rule = (made) =>
  made.of('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
    const queue = made
      .of('AWS::SQS::Queue')
      .find(({ id }) => flat(mapping.properties.EventSourceArn) === `<${id}.Arn>`);
    const lambda = made
      .of('AWS::Lambda::Function')
      .find(({ id }) => flat(mapping.properties.FunctionName) === `<${id}>`);
    if (!queue) return [];
    return queue.properties.VisibilityTimeout >= 6 * seconds(lambda?.properties.Timeout)
      ? []
      : [`${queue.id} shows a message again before six runs could have ended`];
  });

export const everyRuleDeliversOrKeeps: Rule = (made) =>
  made
    .of('AWS::Events::Rule')
    .flatMap(({ id, properties }) =>
      properties.Targets.filter((target: Json) => !target.DeadLetterConfig).map(
        () => `${id} loses what it cannot deliver`,
      ),
    );

/** Rule packs only look at the kinds they know, so the kinds are a list: a new one has to be thought about. */
export const onlyKnownKinds: Rule = (made) =>
  [...new Set(made.all.map((resource) => resource.type))].filter((type) => !knownKinds.has(type));

const knownKinds = new Set(
  [
    'ApiGatewayV2::Api ApiGatewayV2::Authorizer ApiGatewayV2::Integration ApiGatewayV2::Route ApiGatewayV2::RouteResponse ApiGatewayV2::Stage',
    'CloudFront::Distribution CloudFront::Function CloudFront::OriginAccessControl CloudFront::ResponseHeadersPolicy WAFv2::WebACL',
    'CloudWatch::Alarm CloudWatch::Dashboard Cognito::UserPool Cognito::UserPoolClient DynamoDB::Table Events::EventBus Events::Rule IAM::Policy IAM::Role KMS::Key',
    'Lambda::EventInvokeConfig Lambda::EventSourceMapping Lambda::Function Lambda::Permission Logs::LogGroup',
    'S3::Bucket S3::BucketPolicy SecretsManager::Secret SNS::Subscription SNS::Topic SNS::TopicPolicy',
    'SQS::Queue SQS::QueuePolicy',
  ]
    .join(' ')
    .split(' ')
    .map((kind) => `AWS::${kind}`),
);

export const everyFunctionKeepsTheHouseDefaults: Rule = (made) =>
  made.of('AWS::Lambda::Function').flatMap((lambda) => {
    const { properties } = lambda;
    const kept = {
      runtime: properties.Runtime === 'nodejs24.x',
      architecture: properties.Architectures?.join() === 'arm64',
      'no traces, which cost as much as the call': properties.TracingConfig === undefined,
      'log group with retention': made
        .of('AWS::Logs::LogGroup')
        .some(
          ({ id, properties: log }) =>
            flat(properties.LoggingConfig?.LogGroup) === `<${id}>` && log.RetentionInDays > 0,
        ),
      'no NODE_OPTIONS': !('NODE_OPTIONS' in (properties.Environment?.Variables ?? {})),
      'its handler in the metadata': typeof handlerOf(lambda) === 'string',
    };
    return Object.entries(kept)
      .filter(([, held]) => !held)
      .map(([what]) => `${lambda.id}: ${what}`);
  });

/** A sentence that tells the next reviewer something. */
export const everySuppressionHasAReason: Rule = ({ acknowledged }) =>
  [...acknowledged]
    .filter(([, why]) => !/^[A-Z].{20,}\.$/.test(why.trim()))
    .map(([finding]) => `${finding} is accepted without a reason`);

export const rules: Record<string, Rule> = {
  everyFailingFunctionIsHeardOf,
  everyCountIsOfItsStage,
  everySuppressionHasAReason,
  everyQueueHasDeadLettersAndAnAlarm,
  everyAlarmNamesItsImpactAndReachesTheOperator,
  everyAlarmHasItsRunbook,
  noWildcardWithoutAReason,
  everyVisibilityOutlastsSixRuns,
  everyRuleDeliversOrKeeps,
  onlyKnownKinds,
  everyFunctionKeepsTheHouseDefaults,
};
