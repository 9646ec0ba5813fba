import { describe, expect, it } from 'vitest';
import { type Invocation, quantitiesOf, type Recording } from '../../scripts/bench/call-cost.ts';
import { idleQuantities, scheduledRuns } from '../../scripts/bench/idle-cost.ts';
import { add, bill, readPriceSheet, times, total } from '../../scripts/bench/price-sheet.ts';

const sheet = readPriceSheet();

const lookup: Invocation = {
  functionName: 'voice/agent',
  memoryMb: 1024,
  isHttp: true,
  isQueued: false,
  readsSecret: true,
};
const charge: Invocation = {
  functionName: 'workers/charge-booking-fee',
  memoryMb: 512,
  isHttp: false,
  isQueued: true,
  readsSecret: false,
};
const used = (caller: string, service: string, action: string, entries = 1) => ({
  caller,
  service,
  action,
  parts: [],
  entries,
  readUnits: action === 'Query' ? 0.5 : 0,
  writeUnits: action === 'TransactWriteItems' ? 6 : 0,
});
const recorded: Recording = {
  invocations: [lookup, charge],
  used: [
    used('voice/agent', 'dynamodb', 'Query'),
    used('voice/agent', 'dynamodb', 'TransactWriteItems'),
    used('workers/relay-events', 'events', 'PutEvents', 3),
    used('events', 'sqs', 'SendMessage'),
    used('workers/apply-vendor-event', 's3', 'PutObject'),
  ],
  vendorRequests: { 'workers/charge-booking-fee': 5 },
  log: { lines: 10, bytes: 5000 },
  traced: false,
};

describe('what a recording costs', () => {
  it('counts what AWS counts', () => {
    const quantities = quantitiesOf(sheet, recorded);

    expect(quantities).toMatchObject({
      lambdaRequest: 2,
      httpApiRequest: 1,
      // Sent, received and deleted.
      sqsRequest: 3,
      eventBridgeEvent: 3,
      dynamoWriteUnit: 6,
      dynamoReadUnit: 0.5,
      s3Put: 1,
      s3Get: 0,
      secretRead: sheet.assumed.coldShare.value,
    });
    expect(quantities).not.toHaveProperty('xrayTrace');
    expect(quantitiesOf(sheet, { ...recorded, traced: true })).toMatchObject({ xrayTrace: 2 });
  });

  it('takes a function for as long as what it waits for takes on AWS', () => {
    const { assumed } = sheet;
    const own = assumed.ownMs.value + assumed.coldShare.value * assumed.coldMs.value;
    const ofLookup = own + assumed.dynamoReadMs.value + assumed.dynamoTransactionMs.value;
    const ofCharge = own + 5 * assumed.vendorCallMs.value;

    expect(quantitiesOf(sheet, recorded).lambdaGbSecond).toBeCloseTo((ofLookup + ofCharge / 2) / 1000, 10);
  });

  it('is the sum of each quantity at its price', () => {
    const charged = bill(sheet, { lambdaRequest: 2_000_000, alarmMonth: 3 });

    expect(charged).toEqual({ lambdaRequest: 0.4, alarmMonth: expect.closeTo(0.3, 10) });
    expect(total(charged)).toBeCloseTo(0.7, 10);
    expect(times(10, add({ s3Put: 1 }, { s3Put: 2, s3Get: 1 }))).toEqual({ s3Put: 30, s3Get: 10 });
  });
});

const alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } };

describe('what a stage costs that nobody calls', () => {
  it('is its alarms by their metrics, its dashboards, keys, secrets and web ACLs, and the polling of its queues', () => {
    const overTwoMetrics = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Metrics: [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }] },
    };

    const idle = idleQuantities(sheet, [
      alarm,
      overTwoMetrics,
      { Type: 'AWS::KMS::Key' },
      { Type: 'AWS::SecretsManager::Secret' },
      { Type: 'AWS::CloudWatch::Dashboard' },
      { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{}, {}, {}] } },
      { Type: 'AWS::Lambda::EventSourceMapping', Properties: { BatchSize: 1 } },
      { Type: 'AWS::Lambda::EventSourceMapping', Properties: { StartingPosition: 'TRIM_HORIZON' } },
      { Type: 'AWS::SQS::Queue' },
    ]);

    expect(idle).toEqual({
      alarmMonth: 3,
      dashboardMonth: 1,
      keyMonth: 1,
      secretMonth: 1,
      webAclMonth: 1,
      webAclRuleMonth: 3,
      sqsRequest: 648_000,
    });
  });

  it('is not guessed where a kind of resource is new', () => {
    expect(() => idleQuantities(sheet, [{ Type: 'AWS::RDS::DBInstance' }])).toThrow('AWS::RDS::DBInstance');
  });

  it('has the clock run as often as its rules say', () => {
    const rule = (ScheduleExpression: string) => ({
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression },
    });

    expect(scheduledRuns(sheet, [rule('rate(1 minute)'), rule('rate(10 minutes)')])).toBe(43_200 + 4320);
    expect(() => scheduledRuns(sheet, [rule('cron(0 * * * ? *)')])).toThrow('cron');
    expect(scheduledRuns(sheet, [{ Type: 'AWS::Events::Rule', Properties: { EventPattern: {} } }])).toBe(0);
  });
});
