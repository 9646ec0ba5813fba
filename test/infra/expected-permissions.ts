const readsItsQueue = 'sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage on its queue';
const readsSecret = 'secretsmanager:GetSecretValue on the secret';
/** Rows whose partition key fits one of the patterns, and no request without a key. */
const only = (patterns: string, ...verbs: string[]) => `${rows(...verbs)}, only ${patterns}`;
const rows = (...verbs: string[]) => `${verbs.map((verb) => `dynamodb:${verb}`).join(', ')} on the table`;
const receivesWebhooks = {
  may: [readsSecret, 's3:PutObject on raw bodies', 'sqs:SendMessage on its queue'],
  knows: ['RAW_BUCKET', 'SECRET_ID', 'VENDOR_QUEUE_URL'],
};

/** Everything a function may do and is told; a line more or less in a role is a decision and changes this table. */
export const EXPECTED: Record<string, { may: string[]; knows: string[] }> = {
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
  'workers/push-changes': {
    may: [
      only('BIZ#*#LIVE', 'DeleteItem', 'Query', 'UpdateItem'),
      only('CONNECTION#*', 'DeleteItem'),
      only('PERSON#*', 'GetItem', 'Query'),
      'dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on the stream',
      'dynamodb:ListStreams on the streams',
      'execute-api:ManageConnections on the live channel',
    ],
    knows: ['LIVE_MANAGEMENT_URL', 'TABLE_NAME'],
  },
  'realtime/connections': {
    may: [
      only('BIZ#*#LIVE CONNECTION#*', 'DeleteItem', 'GetItem', 'PutItem', 'Query'),
      only('PERSON#*', 'GetItem'),
    ],
    knows: ['TABLE_NAME'],
  },
  'workers/charge-booking-fee': {
    may: [readsItsQueue, rows('GetItem', 'PutItem', 'UpdateItem'), readsSecret],
    knows: ['SECRET_ID', 'STRIPE_API_URL', 'STRIPE_SUPPRESS_NOTICES', 'TABLE_NAME'],
  },
  'workers/give-fee-back': {
    may: [readsItsQueue, rows('DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'), readsSecret],
    knows: ['SECRET_ID', 'STRIPE_API_URL', 'STRIPE_SUPPRESS_NOTICES', 'TABLE_NAME'],
  },
  'workers/send-confirmation': {
    may: [readsItsQueue, rows('ConditionCheckItem', 'GetItem', 'PutItem', 'UpdateItem'), readsSecret],
    knows: ['LIMIT_FACTOR', 'SECRET_ID', 'TABLE_NAME', 'TELNYX_API_URL'],
  },
  'workers/send-email': {
    may: [
      only('ADDRESS#*', 'GetItem'),
      only('BIZ#*#APPOINTMENTS BIZ#*#CUSTOMERS', 'GetItem', 'PutItem'),
      only('BIZ#*#CONSENT BIZ#*#SCHEDULE', 'GetItem'),
      readsItsQueue,
      readsSecret,
    ],
    knows: ['EMAIL_FROM', 'EMAIL_REPLY_TO', 'RESEND_API_URL', 'SECRET_ID', 'TABLE_NAME'],
  },
  'workers/copy-recording': {
    may: [
      only('BIZ#*#CALLS', 'ConditionCheckItem', 'GetItem', 'PutItem'),
      only('BIZ#*#ONBOARDING', 'ConditionCheckItem'),
      's3:DeleteObject, s3:PutObject on recordings',
      readsItsQueue,
      readsSecret,
    ],
    knows: ['RAW_BUCKET', 'RETELL_API_URL', 'SECRET_ID', 'TABLE_NAME'],
  },
  'workers/continue-onboarding': {
    may: [
      only('AGENT#* NUMBER#* NUMBERORDER#* BRAND#* CAMPAIGN#*', 'DeleteItem', 'PutItem'),
      only('ASKER#*', 'UpdateItem'),
      only('BIZ#*#AGENT', 'GetItem', 'PutItem', 'UpdateItem'),
      only('BIZ#*#APPOINTMENTS', 'PutItem', 'Query'),
      only('BIZ#*#AUDIT', 'PutItem'),
      only('BIZ#*#BILLING', 'DeleteItem', 'GetItem', 'UpdateItem'),
      only('BIZ#*#CALLS', 'GetItem'),
      only('BIZ#*#ONBOARDING', 'GetItem', 'PutItem', 'Query'),
      only('BIZ#*#SCHEDULE', 'GetItem', 'UpdateItem'),
      only('NUMBER#*', 'GetItem'),
      only('QUARANTINE', 'Query'),
      only('STRIPE#*', 'DeleteItem', 'PutItem'),
      only('TRIAL#*', 'DeleteItem', 'PutItem'),
      'dynamodb:Query on the listed index, only BIZ#*#CALLS',
      readsItsQueue,
      readsSecret,
      'sqs:SendMessage on its queue',
      'sts:AssumeRole, sts:TagSession on the scope of a business that leaves',
    ],
    knows: [
      ...['LIMIT_FACTOR', 'OUR_URL', 'RAW_BUCKET', 'RETELL_API_URL', 'SCOPE_ROLE_ARN', 'SECRET_ID'],
      ...['STRIPE_API_URL', 'STRIPE_SUPPRESS_NOTICES', 'TABLE_NAME', 'TELNYX_API_URL', 'VENDOR_QUEUE_URL'],
    ],
  },
  'workers/deliver-partner-webhook': {
    may: [
      only('PARTNER#*#WEBHOOKS', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      only('PARTNERS PARTNER#*#BUSINESSES', 'GetItem'),
      readsItsQueue,
    ],
    knows: ['TABLE_NAME'],
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
    may: [
      ...[only('PERSON#*', 'GetItem'), readsSecret],
      'sts:AssumeRole, sts:TagSession on the scope of a business',
    ],
    knows: [
      'LIMIT_FACTOR',
      'LIVE_URL',
      ...['ORIGIN_SECRET', 'ORIGIN_SECRET_ROUND'],
      'RAW_BUCKET',
      'RETELL_API_URL',
      'SCOPE_ROLE_ARN',
      'SECRET_ID',
      'STRIPE_API_URL',
      'STRIPE_SUPPRESS_NOTICES',
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
      only('PARTNER#*#WEBHOOKS', 'DeleteItem', 'PutItem', 'Query', 'UpdateItem'),
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
      only('BIZ#*#AUDIT', 'PutItem'),
      only('BIZ#*#CALLS', 'GetItem'),
      only('BIZ#*#CHAIN', 'GetItem', 'UpdateItem'),
      only('BIZ#*#CONTESTS', 'DeleteItem', 'GetItem', 'UpdateItem'),
      only('BIZ#*#ONBOARDING', 'GetItem', 'PutItem', 'Query'),
      only('BIZ#*#SCHEDULE', 'GetItem', 'UpdateItem'),
      only('BIZ#*#TEAM BIZ#*#AUDIT QUARANTINE', 'Query'),
      only('OPERATIONS#AUDIT', 'PutItem'),
      only('OPERATIONS#CHAIN', 'GetItem', 'UpdateItem'),
      only('OPERATORS', 'PutItem', 'Query', 'UpdateItem'),
      only('PARTNER#*', 'PutItem', 'Query'),
      only('PARTNERKEY#*', 'PutItem'),
      only('PARTNERS', 'GetItem', 'PutItem', 'Query'),
      only('PERSON#*', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
      'dynamodb:Query on the due index, only BUSINESSES CONTESTS',
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
