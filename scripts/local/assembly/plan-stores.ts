import type { Resources } from './plan.ts';

export type TablePlan = {
  readonly name: string;
  readonly arn: string;
  readonly hashKey: string;
  /** Input of DynamoDB's CreateTable. */
  readonly create: Readonly<Record<string, unknown>>;
  /** Names the attribute by which items expire. */
  readonly expiryAttribute: string | undefined;
};

export type QueuePlan = {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  /** Attributes as SQS takes them: all text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly deadLetterArn: string | undefined;
};

export type StorePlan = {
  readonly tables: readonly TablePlan[];
  readonly queues: readonly QueuePlan[];
  readonly buckets: readonly string[];
  /** Buckets that hold the files of a folder of this project, and what their `config.json` says. */
  readonly pageFolders: readonly {
    readonly name: string;
    readonly folder: string;
    readonly config: unknown;
  }[];
  readonly secrets: readonly string[];
};

type Expiry = { AttributeName?: string; Enabled: boolean };
type KeySchema = { AttributeName: string; KeyType: string }[];

const pick = (from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));

const tables = (resources: Resources): TablePlan[] =>
  resources.of('AWS::DynamoDB::Table').map(({ properties, identity }) => {
    const stream = properties.StreamSpecification as Record<string, unknown> | undefined;
    const expiry = properties.TimeToLiveSpecification as Expiry | undefined;
    return {
      name: identity.ref,
      arn: String(identity.attributes.Arn),
      hashKey: (properties.KeySchema as KeySchema).find((key) => key.KeyType === 'HASH')?.AttributeName ?? '',
      create: {
        TableName: identity.ref,
        ...pick(properties, [
          'AttributeDefinitions',
          'BillingMode',
          'GlobalSecondaryIndexes',
          'KeySchema',
          'LocalSecondaryIndexes',
          'ProvisionedThroughput',
        ]),
        ...(stream ? { StreamSpecification: { ...stream, StreamEnabled: true } } : {}),
      },
      expiryAttribute: expiry?.Enabled ? expiry.AttributeName : undefined,
    };
  });

/** fauxqs stores encryption settings without acting on them, so they are left out. */
const queueAttributes = [
  'ContentBasedDeduplication',
  'DelaySeconds',
  'FifoQueue',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];

const queues = (resources: Resources): QueuePlan[] =>
  resources.of('AWS::SQS::Queue').map(({ properties, identity, logicalId }) => {
    const redrive = properties.RedrivePolicy as { deadLetterTargetArn?: string } | undefined;
    if (redrive) resources.named('AWS::SQS::Queue', redrive.deadLetterTargetArn, logicalId);
    const attributes = Object.entries(pick(properties, queueAttributes)).map(([name, value]) => [
      name,
      String(value),
    ]);
    return {
      name: String(identity.attributes.QueueName),
      arn: String(identity.attributes.Arn),
      url: identity.ref,
      attributes: {
        ...Object.fromEntries(attributes),
        ...(redrive ? { RedrivePolicy: JSON.stringify(redrive) } : {}),
      },
      deadLetterArn: redrive?.deadLetterTargetArn,
    };
  });

const buckets = (resources: Resources): string[] =>
  resources.of('AWS::S3::Bucket').map(({ properties, identity, logicalId }) => {
    if (properties.NotificationConfiguration) {
      throw new Error(`The local cloud does not run bucket notifications (${logicalId}).`);
    }
    return identity.ref;
  });

/** What a bucket's template entry says belongs in it. */
const pagesKey = 'cloudgreet:pages';
const pageConfigKey = 'cloudgreet:page-config';

const pageFolders = (resources: Resources): StorePlan['pageFolders'] =>
  resources.of('AWS::S3::Bucket').flatMap(({ identity, metadata }) => {
    const folder = metadata[pagesKey];
    return typeof folder === 'string'
      ? [{ name: identity.ref, folder, config: metadata[pageConfigKey] }]
      : [];
  });

export const planStores = (resources: Resources): StorePlan => ({
  tables: tables(resources),
  queues: queues(resources),
  buckets: buckets(resources),
  pageFolders: pageFolders(resources),
  secrets: resources.of('AWS::SecretsManager::Secret').map(({ identity }) => identity.ref),
});
