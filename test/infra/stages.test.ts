import { describe, expect, it } from 'vitest';
import { parseStage, readStage, stageNames } from '../../lib/stages.ts';
import { flat, synthesised } from './synthesised.ts';

const real = stageNames.filter((name) => name !== 'local');

describe('stage local', () => {
  it('leaves to the start of the local cloud what is known only then', () => {
    const placeholders = new Set(synthesised('local').text.match(/cloudgreet-local:\/\/[a-z-]+/g));

    expect([...placeholders].sort()).toEqual([
      'cloudgreet-local://clock-offset-ms',
      'cloudgreet-local://objects-url',
      'cloudgreet-local://resend-url',
      'cloudgreet-local://retell-url',
      'cloudgreet-local://stripe-url',
      'cloudgreet-local://telnyx-url',
    ]);
  });

  it('lets every function look at another day', () => {
    for (const { properties } of synthesised('local').of('AWS::Lambda::Function'))
      expect(properties.Environment.Variables.CLOCK_OFFSET_MS).toBe('cloudgreet-local://clock-offset-ms');
  });
});

describe.each(real)('stage %s', (name) => {
  it('has no clock of its own and no placeholder', () => {
    expect(synthesised(name).text).not.toMatch(/CLOCK_OFFSET_MS|cloudgreet-local:/);
  });

  it('refuses both', () => {
    const stage = readStage(name);

    expect(() => parseStage({ ...stage, clockOffsetMs: '0' })).toThrow(
      'only stage local may have a clock offset',
    );
    expect(() => parseStage({ ...stage, stripeUrl: 'cloudgreet-local://stripe-url' })).toThrow(
      'only stage local',
    );
  });

  it('lets no page but its own call its API', () => {
    expect(() => parseStage({ ...readStage(name), devServerOrigins: ['http://localhost:5173'] })).toThrow(
      'only stage local may be called from the pages of a development server',
    );
  });

  it('is in the one region that has web ACLs of distributions, where it has one', () => {
    const stage = readStage(name);

    expect(!stage.paidExtras || stage.region === 'us-east-1').toBe(true);
    expect(() => parseStage({ ...stage, paidExtras: true, region: 'eu-west-1' })).toThrow(
      'a stage with a web ACL is in us-east-1',
    );
    expect(() => parseStage({ ...stage, paidExtras: true, region: undefined })).toThrow('in us-east-1');
  });

  it('talks to the vendors themselves, and to nobody without TLS', () => {
    const { stripeUrl, telnyxUrl, resendUrl } = readStage(name);

    expect([stripeUrl, telnyxUrl, resendUrl]).toEqual([
      'https://api.stripe.com',
      'https://api.telnyx.com/v2',
      'https://api.resend.com',
    ]);
    expect(() => parseStage({ ...readStage(name), stripeUrl: 'http://api.stripe.com' })).toThrow();
  });
});

describe.each([
  { name: 'local', keeps: false },
  { name: 'dev', keeps: false },
  { name: 'staging', keeps: true },
  { name: 'prod', keeps: true },
] as const)('the data of stage $name', ({ name, keeps }) => {
  it(keeps ? 'outlives its stack' : 'goes with its stack', () => {
    const made = synthesised(name);
    const holdsData = [
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
      'AWS::Logs::LogGroup',
    ];

    for (const type of holdsData)
      expect(made.of(type).map((one) => one.deletionPolicy)).toEqual(
        made.of(type).map(() => (keeps ? expect.stringMatching(/^Retain/) : 'Delete')),
      );
    expect(made.of('AWS::DynamoDB::Table')[0]?.properties.DeletionProtectionEnabled ?? false).toBe(keeps);
  });

  it('can be put back to any second, expires, streams, and lists what is due and what people look through', () => {
    const [table] = synthesised(name).of('AWS::DynamoDB::Table');

    expect(table?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'duePk', KeyType: 'HASH' },
            { AttributeName: 'dueSk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'listed',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'listSk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  it('is private, sent over TLS only, and raw bodies are gone after a month', () => {
    const made = synthesised(name);
    const [bucket] = made.of('AWS::S3::Bucket');

    expect(Object.values(bucket?.properties.PublicAccessBlockConfiguration)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(bucket?.properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({ Prefix: 'raw/', ExpirationInDays: 30, Status: 'Enabled' }),
    );
    for (const type of ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'])
      for (const policy of made.of(type))
        expect(JSON.stringify(policy.properties.PolicyDocument)).toContain(
          '{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"',
        );
  });
});

describe('alarms [O7]', () => {
  it('reach the operator of the stage through a key that CloudWatch may use', () => {
    const prod = synthesised('prod');
    const [key] = prod.of('AWS::KMS::Key');

    expect(
      prod.of('AWS::SNS::Subscription').map(({ properties }) => [properties.Protocol, properties.Endpoint]),
    ).toEqual([['email', 'operations@cloudgreet.example']]);
    expect(flat(prod.of('AWS::SNS::Topic')[0]?.properties.KmsMasterKeyId)).toContain(key?.id);
    expect(key?.properties.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      }),
    );
  });
});
