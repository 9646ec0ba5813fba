import type { Resource, Template } from '../../scripts/local/assembly/read-assembly.ts';
import { aLambda, aRole } from './assembly-fixture.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (actions: string[], ...resources: unknown[]) => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
});
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
const invokePermission = (functionId: string, service: string): Resource => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: arn(functionId),
    Principal: `${service}.amazonaws.com`,
  },
});

/** Makes the AWS call its request describes, with its own key, and answers what AWS said. */
const probe = `exports.handler = async (event) => {
  const { service, target, input } = JSON.parse(event.body);
  const credential = process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/' + service + '/aws4_request';
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + credential + ', SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  return { statusCode: response.status, body: await response.text() };
};`;

export const exampleCode = {
  'api/probe': probe,
  'workers/echo': `exports.handler = async (event) => {
    for (const { body } of event.Records) console.log('echo ' + body);
  };`,
  'schedules/tick': `exports.handler = async () => { throw new Error('the clock is broken'); };`,
  'workers/settings': `exports.handler = async () => ({ ...process.env });`,
};

/** A small system that has one of each thing the local cloud runs. */
export const exampleTemplate: Template = {
  Resources: {
    Rows: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: keys('pk', 'sk'),
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    Raw: { Type: 'AWS::S3::Bucket', Properties: {} },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'example' } },
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: { RedrivePolicy: { deadLetterTargetArn: arn('DeadLetters'), maxReceiveCount: 5 } },
    },
    DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1209600 } },
    Locked: { Type: 'AWS::SQS::Queue' },
    WorkPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Work' }, { Ref: 'DeadLetters' }],
        PolicyDocument: {
          Statement: [
            {
              ...allow(['sqs:SendMessage'], arn('Work'), arn('DeadLetters')),
              Principal: { Service: 'events.amazonaws.com' },
              Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/example/*' } },
            },
          ],
        },
      },
    },
    Booked: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { source: ['cloudgreet'], 'detail-type': ['appointment.booked'] },
        State: 'ENABLED',
        Targets: [{ Arn: arn('Work'), Id: 'Target0' }],
      },
    },
    Forgotten: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { 'detail-type': ['never.allowed'] },
        Targets: [{ Arn: arn('Locked'), Id: 'Target0', DeadLetterConfig: { Arn: arn('DeadLetters') } }],
      },
    },
    EchoRole: aRole(
      allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arn('Work')),
    ),
    Echo: aLambda('workers/echo', 'EchoRole'),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Echo' }, EventSourceArn: arn('Work'), BatchSize: 1 },
    },
    ProbeRole: aRole(
      allow(['dynamodb:GetItem', 'dynamodb:PutItem'], arn('Rows')),
      allow(['events:PutEvents'], arn('Bus')),
      allow(['secretsmanager:GetSecretValue'], { Ref: 'Secret' }),
    ),
    Probe: aLambda('api/probe', 'ProbeRole'),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'POST /probe',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arn('Probe'),
        PayloadFormatVersion: '2.0',
      },
    },
    RoutePermission: invokePermission('Probe', 'apigateway'),
    TickRole: aRole(allow(['sqs:SendMessage'], arn('DeadLetters'))),
    Tick: aLambda('schedules/tick', 'TickRole'),
    TickConfig: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Tick' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: arn('DeadLetters') } },
      },
    },
    EveryMinute: {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [{ Arn: arn('Tick'), Id: 'Target0' }] },
    },
    TickPermission: invokePermission('Tick', 'events'),
    SettingsRole: aRole(),
    Settings: aLambda('workers/settings', 'SettingsRole', {
      VENDOR_URL: 'cloudgreet-local://vendor-url',
      CLOCK_OFFSET_MS: 'cloudgreet-local://clock-offset-ms',
      TABLE_NAME: { Ref: 'Rows' },
    }),
    Topic: { Type: 'AWS::SNS::Topic' },
    Operator: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'operator@example.com' },
    },
    NotEmpty: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeadLetters', 'QueueName'] } }],
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmDescription: 'Impact: customers hear nothing.',
        AlarmActions: [{ Ref: 'Topic' }],
      },
    },
    Logs: { Type: 'AWS::Logs::LogGroup' },
  },
  Outputs: {
    TableName: { Value: { Ref: 'Rows' } },
    SecretArn: { Value: { Ref: 'Secret' } },
    RawBucketName: { Value: { Ref: 'Raw' } },
    ApiUrl: {
      Value: {
        'Fn::Join': [
          '',
          ['https://', { Ref: 'Api' }, '.execute-api.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/'],
        ],
      },
    },
  },
};
