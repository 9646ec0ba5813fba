import { createHash } from 'node:crypto';

/** Where the local cloud stands: what pseudo parameters and ARNs are made of. */
export type Place = {
  readonly region: string;
  readonly accountId: string;
  /** Base of queue URLs. */
  readonly gatewayUrl: string;
};

export type Identity = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

type Naming = {
  readonly place: Place;
  readonly stackName: string;
  readonly logicalId: string;
  /** A property as text, resolved; undefined when the template leaves it out. */
  readonly property: (name: string) => string | undefined;
};

const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

const smallLetters = 'abcdefghijklmnopqrstuvwxyz';
const capitals = smallLetters.toUpperCase();

/** Characters of an alphabet, always the same ones for a text. */
const spelled = (text: string, length: number, alphabet: string): string =>
  [...createHash('sha512').update(text).digest()]
    .slice(0, length)
    .map((byte) => alphabet[byte % alphabet.length])
    .join('');

/** CloudFormation's own form of name; a long one is cut and stays distinct by its digest. */
const physicalName = ({ stackName, logicalId }: Naming, limit = 80): string => {
  const name = `${stackName}-${logicalId}`;
  return name.length <= limit ? name : `${name.slice(0, limit - 9)}-${digest(name, 8)}`;
};

const arn = ({ place }: Naming, service: string, resource: string): string =>
  `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;

const nothing = (naming: Naming): Identity => ({ ref: physicalName(naming), attributes: {} });

const byName =
  (property: string, make: (naming: Naming, name: string) => Identity, limit?: number) => (naming: Naming) =>
    make(naming, naming.property(property) ?? physicalName(naming, limit));

const byId =
  (prefix: string, length: number) =>
  (naming: Naming): Identity => {
    const Id = `${prefix}${digest(physicalName(naming), length).toUpperCase()}`;
    return { ref: Id, attributes: { Id } };
  };

/**
 * Every resource type the local cloud knows, and what `Ref` and `Fn::GetAtt` of it are. All of it can be told
 * before anything is created, so that the whole plan is made first and refused as a whole.
 */
const identities: Readonly<Record<string, (naming: Naming) => Identity>> = {
  'AWS::DynamoDB::Table': byName('TableName', (naming, name) => {
    const Arn = arn(naming, 'dynamodb', `table/${name}`);
    return { ref: name, attributes: { Arn, StreamArn: `${Arn}/stream/local` } };
  }),
  'AWS::SQS::Queue': byName('QueueName', (naming, name) => {
    const url = `${naming.place.gatewayUrl}/${naming.place.accountId}/${name}`;
    return { ref: url, attributes: { Arn: arn(naming, 'sqs', name), QueueName: name, QueueUrl: url } };
  }),
  'AWS::SQS::QueuePolicy': nothing,
  'AWS::Events::EventBus': byName('Name', (naming, name) => ({
    ref: name,
    attributes: { Name: name, Arn: arn(naming, 'events', `event-bus/${name}`) },
  })),
  'AWS::Events::Rule': byName('Name', (naming, name) => {
    const bus = naming.property('EventBusName')?.split('/').at(-1);
    const path = bus && bus !== 'default' ? `${bus}/${name}` : name;
    return { ref: path.replace('/', '|'), attributes: { Arn: arn(naming, 'events', `rule/${path}`) } };
  }),
  'AWS::Lambda::Function': byName(
    'FunctionName',
    (naming, name) => ({ ref: name, attributes: { Arn: arn(naming, 'lambda', `function:${name}`) } }),
    64,
  ),
  'AWS::Lambda::Permission': nothing,
  'AWS::Lambda::EventSourceMapping': (naming) => {
    const id = digest(physicalName(naming), 32);
    return {
      ref: id,
      attributes: { Id: id, EventSourceMappingArn: arn(naming, 'lambda', `event-source-mapping:${id}`) },
    };
  },
  'AWS::Lambda::EventInvokeConfig': nothing,
  'AWS::IAM::Role': byName(
    'RoleName',
    (naming, name) => ({
      ref: name,
      attributes: {
        Arn: `arn:aws:iam::${naming.place.accountId}:role/${name}`,
        RoleId: `AROA${digest(name, 17)}`,
      },
    }),
    64,
  ),
  'AWS::IAM::Policy': nothing,
  'AWS::ApiGatewayV2::Api': (naming) => {
    const id = digest(physicalName(naming), 10);
    return {
      ref: id,
      attributes: {
        ApiId: id,
        ApiEndpoint: `https://${id}.execute-api.${naming.place.region}.amazonaws.com`,
      },
    };
  },
  'AWS::ApiGatewayV2::Authorizer': (naming) => {
    const id = digest(physicalName(naming), 6);
    return { ref: id, attributes: { AuthorizerId: id } };
  },
  'AWS::ApiGatewayV2::Route': nothing,
  'AWS::ApiGatewayV2::RouteResponse': nothing,
  'AWS::ApiGatewayV2::Integration': nothing,
  'AWS::ApiGatewayV2::Stage': byName('StageName', (_, name) => ({ ref: name, attributes: {} })),
  // An id is `us-east-1_` and nine letters or digits, a client's 26 small letters or digits.
  'AWS::Cognito::UserPool': byName('UserPoolName', (naming, name) => {
    const { region } = naming.place;
    const alphabet = `${smallLetters}${smallLetters.toUpperCase()}0123456789`;
    const id = `${region}_${spelled(physicalName(naming), 9, alphabet)}`;
    const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
    return {
      ref: id,
      attributes: {
        UserPoolId: id,
        Name: name,
        Arn: arn(naming, 'cognito-idp', `userpool/${id}`),
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      },
    };
  }),
  'AWS::Cognito::UserPoolClient': byName('ClientName', (naming, name) => {
    const ClientId = spelled(physicalName(naming), 26, `${smallLetters}0123456789`);
    return { ref: ClientId, attributes: { ClientId, Name: name } };
  }),
  'AWS::SecretsManager::Secret': byName('Name', (naming, name) => {
    const Id = arn(naming, 'secretsmanager', `secret:${name}-${digest(name, 6)}`);
    return { ref: Id, attributes: { Id } };
  }),
  // Bucket names are lower case and at most 63 characters.
  'AWS::S3::Bucket': (naming) => {
    const named = physicalName(naming).toLowerCase();
    const name = naming.property('BucketName') ?? `${named.slice(0, 54)}-${digest(named, 8)}`;
    const domain = `${name}.s3.amazonaws.com`;
    const regional = `${name}.s3.${naming.place.region}.amazonaws.com`;
    return {
      ref: name,
      attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: domain, RegionalDomainName: regional },
    };
  },
  'AWS::S3::BucketPolicy': nothing,
  'AWS::CloudFront::Distribution': (naming) => {
    const id = `E${spelled(physicalName(naming), 13, capitals)}`;
    const domain = `d${spelled(physicalName(naming), 13, `${smallLetters}0123456789`)}.cloudfront.net`;
    return { ref: id, attributes: { Id: id, DomainName: domain } };
  },
  'AWS::CloudFront::Function': (naming) => {
    const name = naming.property('Name') ?? physicalName(naming, 64);
    const FunctionARN = `arn:aws:cloudfront::${naming.place.accountId}:function/${name}`;
    return { ref: FunctionARN, attributes: { FunctionARN } };
  },
  'AWS::CloudFront::OriginAccessControl': byId('E', 13),
  'AWS::CloudFront::ResponseHeadersPolicy': byId('', 32),
  'AWS::WAFv2::WebACL': (naming) => {
    const id = digest(physicalName(naming), 32);
    const Arn = arn(
      naming,
      'wafv2',
      `global/webacl/${naming.property('Name') ?? physicalName(naming)}/${id}`,
    );
    return { ref: Arn, attributes: { Arn, Id: id } };
  },
  'AWS::SNS::Topic': byName('TopicName', (naming, name) => {
    const TopicArn = arn(naming, 'sns', name);
    return { ref: TopicArn, attributes: { TopicArn, TopicName: name } };
  }),
  'AWS::SNS::Subscription': nothing,
  'AWS::SNS::TopicPolicy': nothing,
  'AWS::CloudWatch::Alarm': byName('AlarmName', (naming, name) => ({
    ref: name,
    attributes: { Arn: arn(naming, 'cloudwatch', `alarm:${name}`) },
  })),
  'AWS::CloudWatch::CompositeAlarm': byName('AlarmName', (naming, name) => ({
    ref: name,
    attributes: { Arn: arn(naming, 'cloudwatch', `alarm:${name}`) },
  })),
  'AWS::CloudWatch::Dashboard': byName('DashboardName', (_, name) => ({ ref: name, attributes: {} })),
  'AWS::Logs::LogGroup': byName('LogGroupName', (naming, name) => ({
    ref: name,
    attributes: { Arn: arn(naming, 'logs', `log-group:${name}:*`) },
  })),
  'AWS::KMS::Key': (naming) => {
    const id = digest(physicalName(naming), 32);
    return { ref: id, attributes: { KeyId: id, Arn: arn(naming, 'kms', `key/${id}`) } };
  },
  'AWS::KMS::Alias': byName('AliasName', (_, name) => ({ ref: name, attributes: {} })),
  'AWS::CDK::Metadata': nothing,
  'Custom::S3AutoDeleteObjects': nothing,
  'Custom::LogRetention': byName('LogGroupName', (naming, name) => ({
    ref: name,
    attributes: { LogGroupName: name, Arn: arn(naming, 'logs', `log-group:${name}:*`) },
  })),
};

/** Types that are read and have no effect here, with the reason, for the README and the start log. */
export const withoutEffect: ReadonlySet<string> = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Dashboard',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::SNS::TopicPolicy',
  'Custom::LogRetention',
  'Custom::S3AutoDeleteObjects',
]);

/** The name, ARN and attributes a resource will have. Throws for a type the local cloud does not know. */
export const identify = (type: string, naming: Naming): Identity => {
  const identity = identities[type];
  if (!identity) {
    throw new Error(
      `The local cloud does not know resource type ${type} (${naming.logicalId} in ${naming.stackName}).`,
    );
  }
  return identity(naming);
};
