// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM spells variables so.
import type { Resource, Template } from '../../scripts/local/assembly/read-assembly.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startLocalCloud } from '../../scripts/local/cloud.ts';
import { aLambda, writeAssembly } from './assembly-fixture.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const below = (id: string, path: string) => ({ 'Fn::Join': ['', [arn(id), path]] });
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const lambdaTrust = policy({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'lambda.amazonaws.com' },
});
const role = (trust: object, statements: object[], more: object = {}): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: 'own', PolicyDocument: policy(...statements) }],
    ...more,
  },
});

/** As the CDK would name it: with a digest at the end. */
export const scopeId = 'BusinessScope0A1B2C3D';

const assumes = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: arn(scopeId) };
const rowActions = ['GetItem', 'PutItem', 'Query', 'UpdateItem', 'BatchGetItem', 'BatchWriteItem'];

/** What a session of one business may do. */
export const scopeStatements = [
  {
    Effect: 'Allow',
    Action: rowActions.map((verb) => `dynamodb:${verb}`),
    Resource: [arn('Rows'), below('Rows', '/index/owner')],
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BIZ#${aws:PrincipalTag/business}#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  },
  {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: below('Calls', '/transcripts/${aws:PrincipalTag/business}/*'),
  },
];

const scopeTrust = policy({
  Effect: 'Allow',
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  Principal: { AWS: arn('OwnerRole') },
  Condition: {
    StringLike: { 'aws:RequestTag/business': 'biz_*' },
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['business'] },
  },
});

/** A table, a bucket and a role whose sessions reach one business's part of both. */
export const scopedTemplate: Template = {
  Resources: {
    Rows: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: keys('pk', 'sk'),
        AttributeDefinitions: ['pk', 'sk', 'ownerPk', 'ownerSk'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [
          {
            IndexName: 'owner',
            KeySchema: keys('ownerPk', 'ownerSk'),
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
    },
    Calls: { Type: 'AWS::S3::Bucket', Properties: {} },
    [scopeId]: role(scopeTrust, scopeStatements, {
      MaxSessionDuration: 7200,
      // A session's own tag of that name wins.
      Tags: [{ Key: 'business', Value: 'biz_b2' }],
    }),
    OwnerRole: role(
      lambdaTrust,
      [
        assumes,
        {
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:Query'],
          Resource: arn('Rows'),
          Condition: {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/rows}#*'] },
            Null: { 'dynamodb:LeadingKeys': 'false' },
          },
        },
      ],
      { Tags: [{ Key: 'rows', Value: 'PERSON' }] },
    ),
    Owner: aLambda('api/owner', 'OwnerRole'),
    // May assume it as far as it goes by its own policy, but is not trusted.
    WorkerRole: role(lambdaTrust, [assumes]),
    Worker: aLambda('workers/other', 'WorkerRole'),
    // May assume a role, but not tag its sessions.
    StrangerRole: role(lambdaTrust, [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn('OpenRole') },
    ]),
    Stranger: aLambda('workers/stranger', 'StrangerRole'),
    OpenRole: role(
      policy({
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Principal: { AWS: [arn('StrangerRole'), arn('WorkerRole')] },
      }),
      [],
    ),
  },
  Outputs: {
    TableName: { Value: { Ref: 'Rows' } },
    BucketName: { Value: { Ref: 'Calls' } },
    ScopeArn: { Value: arn(scopeId) },
    OpenArn: { Value: arn('OpenRole') },
  },
};

const code = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
});`;

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** The scoped stack, running, with what its tests ask of it. */
export const startScopedCloud = async () => {
  const clock = createLocalClock();
  const names = ['api/owner', 'workers/other', 'workers/stranger'];
  const assembly = writeAssembly(scopedTemplate, Object.fromEntries(names.map((name) => [name, code])));
  const cloud = await startLocalCloud({
    clock,
    placeholders: {},
    secret: {},
    store: 'memory',
    assembly: assembly.directory,
  });
  const { gatewayUrl: endpoint, region, outputs } = cloud;
  return {
    cloud,
    clock,
    tableName: String(outputs.TableName),
    bucketName: String(outputs.BucketName),
    scopeArn: String(outputs.ScopeArn),
    openArn: String(outputs.OpenArn),
    /** For the SDK's clients. */
    client: (credentials: Keys) => ({ endpoint, region, credentials, maxAttempts: 1, forcePathStyle: true }),
    /** What a function signs with. */
    keysOf: async (name: string) => (await cloud.functions.invoke(name, {})) as Keys,
    async stop() {
      await cloud.stop();
      assembly.remove();
    },
  };
};

export type ScopedCloud = Awaited<ReturnType<typeof startScopedCloud>>;
