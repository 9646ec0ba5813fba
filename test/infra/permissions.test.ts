import { describe, expect, it } from 'vitest';
import { flat, handlerOf, type Json, type Resource, synthesised } from './synthesised.ts';

const writesItsLog = 'logs:CreateLogStream, logs:PutLogEvents on its log';
const readsItsQueue = 'sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage on its queue';
const readsSecret = 'secretsmanager:GetSecretValue on the secret';
/** Rows whose partition key fits one of the patterns, and no request without a key. */
const only = (patterns: string, ...verbs: string[]) => `${rows(...verbs)}, only ${patterns}`;
const rows = (...verbs: string[]) => `${verbs.map((verb) => `dynamodb:${verb}`).join(', ')} on the table`;
const common = ['LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME', 'STAGE'];
const receivesWebhooks = {
  may: [readsSecret, 's3:PutObject on raw bodies', 'sqs:SendMessage on its queue'],
  knows: ['RAW_BUCKET', 'SECRET_ID', 'VENDOR_QUEUE_URL'],
};

/** Everything a function may do and is told; a line more or less in a role is a decision and changes this table. */
const expected: Record<string, { may: string[]; knows: string[] }> = {
  'voice/agent': {
    may: [rows('GetItem', 'PutItem', 'Query', 'UpdateItem'), readsSecret],
    knows: ['SECRET_ID', 'TABLE_NAME'],
  },
  'webhooks/retell': receivesWebhooks,
  'webhooks/telnyx': receivesWebhooks,
  'webhooks/stripe': receivesWebhooks,
  'webhooks/resend': receivesWebhooks,
  'workers/apply-vendor-event': {
    may: [
      // Its own queue too: what waited in quarantine goes through it once more.
      'sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage, sqs:SendMessage on its queue',
      rows('ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      's3:DeleteObject, s3:GetObject, s3:PutObject on quarantined bodies',
      's3:GetObject on raw bodies',
      's3:PutObject on bodies of unknown events',
      's3:PutObject on transcripts',
    ],
    knows: ['RAW_BUCKET', 'TABLE_NAME', 'VENDOR_QUEUE_URL'],
  },
  'workers/relay-events': {
    may: [
      'dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on the stream',
      'dynamodb:ListStreams on the streams',
      'events:PutEvents on the bus',
      rows('UpdateItem'),
      'sqs:SendMessage on its dead letters',
    ],
    knows: ['BUS_NAME', 'TABLE_NAME'],
  },
  'workers/charge-booking-fee': {
    may: [readsItsQueue, rows('GetItem', 'PutItem', 'UpdateItem'), readsSecret],
    knows: [
      'SECRET_ID',
      'STRIPE_API_URL',
      'STRIPE_BOOKING_FEE_PRICE',
      'STRIPE_SUPPRESS_NOTICES',
      'TABLE_NAME',
    ],
  },
  'workers/send-confirmation': {
    may: [readsItsQueue, rows('ConditionCheckItem', 'GetItem', 'PutItem', 'UpdateItem'), readsSecret],
    knows: ['LIMIT_FACTOR', 'SECRET_ID', 'TABLE_NAME', 'TELNYX_API_URL'],
  },
  'workers/notify-owner': {
    may: [readsItsQueue, rows('GetItem', 'PutItem'), readsSecret],
    knows: ['EMAIL_FROM', 'EMAIL_REPLY_TO', 'RESEND_API_URL', 'SECRET_ID', 'TABLE_NAME'],
  },
  'workers/send-code': {
    may: [only('ADDRESS#*', 'GetItem'), readsItsQueue, readsSecret],
    knows: ['EMAIL_FROM', 'EMAIL_REPLY_TO', 'RESEND_API_URL', 'SECRET_ID', 'TABLE_NAME'],
  },
  'api/people': {
    may: [
      [
        'cognito-idp:AdminCreateUser, cognito-idp:AdminGetUser, cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminRespondToAuthChallenge',
        'cognito-idp:AdminSetUserMFAPreference, cognito-idp:AdminSetUserPassword',
        'cognito-idp:AdminUserGlobalSignOut on the pool of owners',
      ].join(', '),
      only('ADDRESS#*', 'GetItem', 'PutItem', 'UpdateItem'),
      only('ASKER#*', 'UpdateItem'),
      only('PERSON#*', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      readsSecret,
      'sts:AssumeRole, sts:TagSession on the scope of a team',
    ],
    knows: [
      'LIMIT_FACTOR',
      'ORIGIN_SECRET',
      'ORIGIN_SECRET_ROUND',
      'POOL_CLIENT_ID',
      'POOL_ID',
      'SCOPE_ROLE_ARN',
      'SECRET_ID',
      'SESSION_DAYS',
      'TABLE_NAME',
    ],
  },
  'api/owner': {
    may: [only('PERSON#*', 'GetItem'), 'sts:AssumeRole, sts:TagSession on the scope of a business'],
    knows: [
      'LIMIT_FACTOR',
      'ORIGIN_SECRET',
      'ORIGIN_SECRET_ROUND',
      'RAW_BUCKET',
      'SCOPE_ROLE_ARN',
      'TABLE_NAME',
    ],
  },
  'api/partner': {
    may: [
      only('ADDRESS#*', 'GetItem', 'PutItem', 'UpdateItem'),
      only('PARTNER#*#BUSINESSES PARTNER#*#USAGE', 'Query'),
      only('PARTNER#*#LIMITS', 'UpdateItem'),
      only('PARTNER#*#REQUESTS', 'DeleteItem', 'PutItem', 'UpdateItem'),
      only('PARTNER#*#USAGE', 'UpdateItem'),
      only('PARTNERS PARTNERKEY#* PARTNER#*', 'GetItem'),
      'sts:AssumeRole, sts:TagSession on the scope of a partner',
    ],
    knows: ['LIMIT_FACTOR', 'ORIGIN_SECRET', 'ORIGIN_SECRET_ROUND', 'SCOPE_ROLE_ARN', 'TABLE_NAME'],
  },
  'api/operator': {
    may: [
      [
        'cognito-idp:AdminCreateUser, cognito-idp:AdminDisableUser, cognito-idp:AdminEnableUser',
        'cognito-idp:AdminGetUser, cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminRespondToAuthChallenge, cognito-idp:AdminSetUserPassword',
        'cognito-idp:AdminUserGlobalSignOut on the pool of operators',
      ].join(', '),
      [
        'cognito-idp:AdminDisableUser, cognito-idp:AdminEnableUser',
        'cognito-idp:AdminUserGlobalSignOut on the pool of owners',
      ].join(', '),
      only('ADDRESS#*', 'GetItem', 'PutItem', 'UpdateItem'),
      only('ASKER#*', 'UpdateItem'),
      only('BIZ#*#CALLS', 'GetItem'),
      only('BIZ#*#SCHEDULE', 'GetItem'),
      only('BIZ#*#TEAM BIZ#*#AUDIT QUARANTINE', 'Query'),
      only('OPERATIONS#AUDIT', 'PutItem'),
      only('OPERATIONS#CHAIN', 'GetItem', 'UpdateItem'),
      only('OPERATORS', 'PutItem', 'Query', 'UpdateItem'),
      only('PARTNER#*', 'PutItem', 'Query'),
      only('PARTNERKEY#*', 'PutItem'),
      only('PARTNERS', 'GetItem', 'PutItem', 'Query'),
      only('PERSON#*', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
      'dynamodb:Query on the due index, only BUSINESSES',
      'dynamodb:Query on the listed index, only BIZ#*#CALLS',
      readsSecret,
    ],
    knows: [
      'LIMIT_FACTOR',
      'ORIGIN_SECRET',
      'ORIGIN_SECRET_ROUND',
      'OWNERS_POOL_ID',
      'POOL_CLIENT_ID',
      'POOL_ID',
      'SECRET_ID',
      'SESSION_DAYS',
      'TABLE_NAME',
    ],
  },
  'api/environment': {
    may: [only('PERSON#*', 'GetItem', 'UpdateItem'), readsSecret],
    knows: [
      'COMMIT',
      'LIMIT_FACTOR',
      'ORIGIN_SECRET',
      'ORIGIN_SECRET_ROUND',
      'RETELL_API_URL',
      'SECRET_ID',
      'STAGE_SETTINGS',
      'TABLE_NAME',
    ],
  },
  'schedules/release-due': {
    may: [
      'dynamodb:Query on the due index',
      'events:PutEvents on the bus',
      rows('GetItem', 'PutItem', 'UpdateItem'),
      'sqs:SendMessage on its dead letters',
    ],
    knows: ['BUS_NAME', 'TABLE_NAME'],
  },
};

const names: [RegExp, string][] = [
  [/^\*$/, '*'],
  [/RowsTable\w+StreamArn\w+>$/, 'the stream'],
  [/RowsTable\w+>\/stream\/\*$/, 'the streams'],
  [/RowsTable\w+>\/index\/due$/, 'the due index'],
  [/RowsTable\w+>\/index\/listed$/, 'the listed index'],
  [/RowsTable\w+>$/, 'the table'],
  [/data:ExportsOutputRefSecret\w+>$/, 'the secret'],
  [/BusEA\w+>$/, 'the bus'],
  [/OwnersPool\w+>$/, 'the pool of owners'],
  [/OperatorsPool\w+>$/, 'the pool of operators'],
  [/^<PeopleTeamScopeRole\w+\.Arn>$/, 'the scope of a team'],
  [/^<OwnerApiScopeRole\w+\.Arn>$/, 'the scope of a business'],
  [/^<PartnerApiScopeRole\w+\.Arn>$/, 'the scope of a partner'],
  [/RawBucket\w+>\/raw\/\*$/, 'raw bodies'],
  [/RawBucket\w+>\/quarantine\/\*$/, 'quarantined bodies'],
  [/RawBucket\w+>\/unknown\/\*$/, 'bodies of unknown events'],
  [/RawBucket\w+>\/transcripts\/\*$/, 'transcripts'],
  [/Logs\w+\.Arn>$/, 'its log'],
  [/DeadLettersQueue\w+\.Arn>$/, 'its dead letters'],
  [/WorkQueue\w+\.Arn>$/, 'its queue'],
];
const nameOf = (resource: Json) =>
  names.find(([pattern]) => pattern.test(flat(resource)))?.[1] ?? flat(resource);

/** As its conditions narrow a statement; conditions of another form show as they are. */
const narrowed = (condition: Json): string => {
  if (condition === undefined) return '';
  const patterns = [condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']].flat();
  const isUsual =
    JSON.stringify(condition) ===
    JSON.stringify({
      'ForAllValues:StringLike': {
        'dynamodb:LeadingKeys': condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
      },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
  return isUsual ? `, only ${patterns.join(' ')}` : `, if ${JSON.stringify(condition)}`;
};

const prod = synthesised('prod');
const permissionsOf = (lambda: Resource): string[] => {
  const role = /<(\w+)\.Arn>/.exec(flat(lambda.properties.Role))?.[1];
  return prod
    .of('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((one: Json) => one.Ref === role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .flatMap((statement: Json) =>
      [statement.Resource]
        .flat()
        .map(
          (one) =>
            `${[statement.Action].flat().sort().join(', ')} on ${nameOf(one)}${narrowed(statement.Condition)}`,
        ),
    )
    .sort();
};

describe.each(prod.of('AWS::Lambda::Function').map((lambda) => [handlerOf(lambda), lambda] as const))(
  '%s',
  (handler, lambda) => {
    it('may do what it needs and nothing more', () => {
      expect(permissionsOf(lambda)).toEqual([...(expected[handler]?.may ?? []), writesItsLog].sort());
    });

    it('is told what it needs and nothing more', () => {
      const variables = Object.keys(lambda.properties.Environment.Variables).sort();

      expect(variables).toEqual([...(expected[handler]?.knows ?? []), ...common].sort());
    });
  },
);

describe('a role', () => {
  it('is used by one function, or assumed by one, and has no managed policy', () => {
    const roles = prod.of('AWS::Lambda::Function').map(({ properties }) => flat(properties.Role));
    const scopes = prod.of('AWS::IAM::Role').filter(({ id }) => /Scope/.test(id));

    expect(new Set(roles).size).toBe(Object.keys(expected).length);
    expect(prod.of('AWS::IAM::Role').map(({ properties }) => properties.ManagedPolicyArns)).toEqual(
      [...roles, ...scopes].map(() => undefined),
    );
  });
});
