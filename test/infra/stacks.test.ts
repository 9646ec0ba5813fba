import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readStage, stageNames } from '../../lib/stages.ts';
import { rules } from './rules.ts';
import { flat, handlerOf, synthesised } from './synthesised.ts';

const handlersOnDisk = readdirSync('functions/handlers', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/').replace(/\.ts$/, ''))
  .sort();

/** $12 a month that a stage without customers does without; everything else is the same everywhere. */
const paidExtras = [
  'operations AWS::CloudWatch::Dashboard',
  'operations AWS::KMS::Key',
  'web AWS::WAFv2::WebACL',
];

describe.each(stageNames)('stage %s [O7]', (stage) => {
  it('deploys every handler file exactly once and nothing else', () => {
    const deployed = synthesised(stage).of('AWS::Lambda::Function').map(handlerOf).sort();

    expect(deployed).toEqual(handlersOnDisk);
  });

  it.each(Object.entries(rules))('keeps the rule %s', (_name, rule) => {
    expect(rule(synthesised(stage))).toEqual([]);
  });

  it('leaves cdk-nag nothing to find but what is accepted', () => {
    expect(synthesised(stage).findings()).toEqual([]);
    expect(synthesised(stage).acknowledged.size).toBeGreaterThan(0);
  });

  it('knows no business: none is named, and every stage is made of the same kinds and numbers of resources', () => {
    const kinds = (name: typeof stage) =>
      synthesised(name)
        .all.map((one) => `${one.stack} ${one.type}`)
        .filter((kind) => readStage(stage).paidExtras || !paidExtras.includes(kind))
        .sort();

    expect(synthesised(stage).text).not.toMatch(/biz_\w/);
    expect(kinds(stage)).toEqual(kinds('local'));
  });

  it('has a dashboard, a key for its alarms and a web ACL where it pays for them', () => {
    const found = synthesised(stage)
      .all.map((one) => `${one.stack} ${one.type}`)
      .filter((kind) => paidExtras.includes(kind))
      .sort();

    expect(found).toEqual(stage === 'dev' ? [] : paidExtras);
  });

  it('names its outputs', () => {
    expect(synthesised(stage).outputs('app').sort()).toEqual([
      'ApiUrl',
      'LiveUrl',
      'StageSettings',
      'VendorQueueUrl',
      'WebApiUrl',
    ]);
    expect(synthesised(stage).outputs('web').sort()).toEqual(['PageBucketName', 'WebUrl']);
    expect(synthesised(stage).outputs('data').sort()).toEqual([
      'BusName',
      'OperatorsPoolId',
      'RawBucketName',
      'SecretArn',
      'TableName',
    ]);
  });
});

describe('the HTTP API [C3]', () => {
  it('has the paths that vendors were given', () => {
    const routes = synthesised('prod')
      .of('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => flat(properties.ApiId).includes('VendorApi'))
      .map(({ properties }) => properties.RouteKey)
      .sort();

    expect(routes).toEqual([
      'POST /voice/{businessId}/inbound',
      'POST /voice/{businessId}/tools/{tool}',
      'POST /webhooks/resend',
      'POST /webhooks/retell',
      'POST /webhooks/stripe',
      'POST /webhooks/telnyx/10dlc',
      'POST /webhooks/telnyx/messaging',
      'POST /webhooks/telnyx/orders',
      'POST /webhooks/telnyx/voice',
    ]);
  });

  it('hands the raw request over in format 2.0, throttled and logged', () => {
    const prod = synthesised('prod');
    const [stage] = prod.of('AWS::ApiGatewayV2::Stage');
    const ofHttp = prod
      .of('AWS::ApiGatewayV2::Integration')
      .filter(({ properties }) => !flat(properties.ApiId).includes('LiveApi'));

    expect(ofHttp.map((one) => one.properties.PayloadFormatVersion)).toEqual(Array(10).fill('2.0'));
    expect(stage?.properties.DefaultRouteSettings).toEqual({
      ThrottlingBurstLimit: 1000,
      ThrottlingRateLimit: 500,
    });
    expect(flat(stage?.properties.AccessLogSettings.DestinationArn)).toMatch(/AccessLogs/);
    expect(stage?.properties.AccessLogSettings.Format).not.toMatch(/querystring|header|sourceIp/i);
  });
});

describe('the bus', () => {
  it('leads each event to the queues of those who act on it', () => {
    const wishes = synthesised('prod')
      .of('AWS::Events::Rule')
      .filter(({ properties }) => properties.EventPattern)
      .map(({ properties }) => [
        /(ChargeBookingFee|GiveFeeBack|SendConfirmation|SendEmail|CopyRecording|DeliverPartnerWebhook|ContinueOnboarding)/.exec(
          flat(properties.Targets[0].Arn),
        )?.[0],
        properties.EventPattern,
      ]);

    expect(Object.fromEntries(wishes)).toEqual({
      ChargeBookingFee: { source: ['cloudgreet'], 'detail-type': ['appointment.booked', 'fee.owed'] },
      GiveFeeBack: { source: ['cloudgreet'], 'detail-type': ['fee.contested'] },
      SendConfirmation: {
        source: ['cloudgreet'],
        'detail-type': ['appointment.booked', 'appointment.moved', 'text.requested'],
      },
      SendEmail: {
        source: ['cloudgreet'],
        'detail-type': ['appointment.booked', 'alert.requested', 'code.requested'],
      },
      CopyRecording: { source: ['cloudgreet'], 'detail-type': ['call.recorded'] },
      DeliverPartnerWebhook: {
        source: ['cloudgreet'],
        'detail-type': ['onboarding.advanced', 'delivery.requested'],
      },
      ContinueOnboarding: {
        source: ['cloudgreet'],
        'detail-type': [
          'onboarding.requested',
          'closing.requested',
          'erasure.requested',
          'export.requested',
          'subscription.changed',
          'settings.changed',
          'agent.chosen',
          'provision.told',
          'call.ended',
        ],
      },
    });
  });

  it('is followed by a clock that runs every minute', () => {
    const schedules = synthesised('prod')
      .of('AWS::Events::Rule')
      .filter(({ properties }) => properties.ScheduleExpression);

    expect(schedules.map(({ properties }) => properties.ScheduleExpression)).toEqual(['rate(1 minute)']);
  });

  it('F-PUB-4: lets nobody but the clock invoke what it runs: it has no address and no secret', () => {
    const prod = synthesised('prod');
    const scheduled = prod
      .of('AWS::Lambda::Function')
      .filter((one) => handlerOf(one).startsWith('schedules/'));
    const may = prod
      .of('AWS::Lambda::Permission')
      .filter(({ properties }) => scheduled.some(({ id }) => flat(properties.FunctionName).includes(id)));

    expect(scheduled.length).toBeGreaterThan(0);
    expect(may.map(({ properties }) => properties.Principal)).toEqual(
      scheduled.map(() => 'events.amazonaws.com'),
    );
    expect(prod.of('AWS::Lambda::Url')).toEqual([]);
  });
});

describe('a failure [O7]', () => {
  it('brings back only the records that failed, from queues and from the stream', () => {
    for (const { properties } of synthesised('prod').of('AWS::Lambda::EventSourceMapping'))
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('of one record of the stream is cut out, given up after some tries and kept', () => {
    const stream = synthesised('prod')
      .of('AWS::Lambda::EventSourceMapping')
      .find(({ properties }) => flat(properties.EventSourceArn).includes('StreamArn'));

    expect(stream?.properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 5,
    });
    const [filter] = stream?.properties.FilterCriteria.Filters ?? [];
    // Only a written row that announces something concerns the relay; Lambda tests `exists` on leaves alone.
    expect(JSON.parse(filter.Pattern)).toEqual({
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { NewImage: { event: { M: { id: { S: [{ exists: true }] } } } } },
    });
    expect(flat(stream?.properties.DestinationConfig.OnFailure.Destination)).toMatch(/DeadLetters/);
  });

  it('is tried five times and then kept for 14 days', () => {
    const queues = synthesised('prod').of('AWS::SQS::Queue');
    const working = queues.filter(({ properties }) => properties.RedrivePolicy);

    expect(working.map(({ properties }) => properties.RedrivePolicy.maxReceiveCount)).toEqual(
      working.map(() => 5),
    );
    expect(working.length).toBeGreaterThan(5);
    expect(
      queues
        .filter((queue) => !working.includes(queue))
        .map(({ properties }) => properties.MessageRetentionPeriod),
    ).toEqual(Array(queues.length - working.length).fill(14 * 86_400));
    // The stream's, the release function's, and one for each queue of work.
    expect(queues.length - working.length).toBe(working.length + 2);
  });
});
