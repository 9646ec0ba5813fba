import type { CloudPlan } from '../assembly/plan.ts';
import type { AwsCall } from './aws-call.ts';
import type { ConditionContext } from './policy/conditions.ts';

/** One permission a call needs; a call is allowed when all of them are. */
export type NeededAccess = {
  /** As IAM spells it. */
  readonly action: string;
  readonly resource: string;
  readonly context?: ConditionContext;
};

type Row = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
type TableAccess = { TableName?: string; IndexName?: string; Key?: Row; Item?: Row };

const tableNeeds = (plan: CloudPlan, action: string, access: TableAccess): NeededAccess[] => {
  const name = String(access.TableName).split('table/').at(-1) ?? '';
  const { place } = plan;
  const table = `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${name}`;
  const hashKey = plan.tables.find((one) => one.name === name)?.hashKey ?? '';
  const leadingKey = Object.values((access.Key ?? access.Item)?.[hashKey] ?? {})[0];
  return [
    {
      action: `dynamodb:${action}`,
      resource: access.IndexName ? `${table}/index/${access.IndexName}` : table,
      context: leadingKey === undefined ? {} : { 'dynamodb:leadingkeys': [String(leadingKey)] },
    },
  ];
};

const transactionActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const dynamodb = ({ action, input }: AwsCall, plan: CloudPlan): NeededAccess[] | undefined => {
  if (action.startsWith('Transact')) {
    return ((input.TransactItems ?? []) as Record<string, TableAccess>[]).flatMap((item) =>
      Object.entries(item).flatMap(([kind, access]) =>
        tableNeeds(plan, transactionActions[kind] ?? kind, access),
      ),
    );
  }
  if (action.startsWith('Batch') && input.RequestItems) {
    return Object.keys(input.RequestItems).flatMap((TableName) => tableNeeds(plan, action, { TableName }));
  }
  return input.TableName ? tableNeeds(plan, action, input as TableAccess) : undefined;
};

const sqs = ({ action, input }: AwsCall, { place }: CloudPlan): NeededAccess[] | undefined => {
  const name = String(input.QueueUrl ?? input.QueueName ?? '')
    .split('/')
    .at(-1);
  const resource = `arn:aws:sqs:${place.region}:${place.accountId}:${name}`;
  return name ? [{ action: `sqs:${action.replace(/Batch$/, '')}`, resource }] : undefined;
};

type Entry = { EventBusName?: string; Source?: string; DetailType?: string };

const events = ({ action, input }: AwsCall, { place }: CloudPlan): NeededAccess[] | undefined =>
  action === 'PutEvents'
    ? ((input.Entries ?? []) as Entry[]).map(({ EventBusName = 'default', Source, DetailType }) => ({
        action: 'events:PutEvents',
        resource: EventBusName.startsWith('arn:')
          ? EventBusName
          : `arn:aws:events:${place.region}:${place.accountId}:event-bus/${EventBusName}`,
        context: { 'events:source': [String(Source)], 'events:detail-type': [String(DetailType)] },
      }))
    : undefined;

const secretsmanager = ({ action, input }: AwsCall, { place }: CloudPlan): NeededAccess[] => {
  const id = String(input.SecretId);
  const resource = id.startsWith('arn:')
    ? id
    : `arn:aws:secretsmanager:${place.region}:${place.accountId}:secret:${id}`;
  return [{ action: `secretsmanager:${action}`, resource }];
};

/** S3 actions that IAM calls otherwise, and whether they are about the bucket or an object. */
const objectActions: Readonly<Record<string, { action: string; on: 'bucket' | 'object' }>> = {
  GetObject: { action: 's3:GetObject', on: 'object' },
  HeadObject: { action: 's3:GetObject', on: 'object' },
  PutObject: { action: 's3:PutObject', on: 'object' },
  DeleteObject: { action: 's3:DeleteObject', on: 'object' },
  ListObjects: { action: 's3:ListBucket', on: 'bucket' },
  ListObjectsV2: { action: 's3:ListBucket', on: 'bucket' },
  HeadBucket: { action: 's3:ListBucket', on: 'bucket' },
};

const s3 = ({ action, url }: AwsCall): NeededAccess[] | undefined => {
  const [, bucket, key] = /^\/([^/?]+)\/?([^?]*)/.exec(url) ?? [];
  const known = objectActions[action];
  if (!known || !bucket) return undefined;
  const resource = `arn:aws:s3:::${bucket}${known.on === 'object' ? `/${decodeURIComponent(key ?? '')}` : ''}`;
  return [{ action: known.action, resource }];
};

const byService: Readonly<Record<string, (call: AwsCall, plan: CloudPlan) => NeededAccess[] | undefined>> = {
  dynamodb,
  events,
  // For the operator alone: no function of ours reads logs.
  logs: () => undefined,
  s3,
  secretsmanager,
  sqs,
  sts: () => [],
};

/** What DynamoDB Local does and is looked after here; fauxqs and our own handlers refuse the rest by themselves. */
const dynamodbActions = new Set([
  ...['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'],
  ...['TransactGetItems', 'TransactWriteItems', 'CreateTable', 'DescribeTable', 'ListTables'],
  ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
]);

/** undefined: it runs here. Otherwise a sentence that names what does not. */
export const unsupported = ({ service, action }: AwsCall): string | undefined => {
  if (!(service in byService)) return `The local cloud does not run AWS service "${service}" (${action}).`;
  if (service === 'dynamodb' && !dynamodbActions.has(action)) {
    return `The local cloud does not run ${service}:${action}.`;
  }
  return undefined;
};

/** What a call needs to be allowed; undefined when the local cloud cannot tell, so that it must be refused. */
export const neededAccess = (call: AwsCall, plan: CloudPlan): NeededAccess[] | undefined =>
  byService[call.service]?.(call, plan);
