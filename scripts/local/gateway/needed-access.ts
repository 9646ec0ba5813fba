import type { CloudPlan } from '../assembly/plan.ts';
import type { AwsCall } from './aws-call.ts';
import { leadingKeys, type TableAccess } from './leading-keys.ts';
import type { ConditionContext } from './policy/conditions.ts';
import { isPublicCall } from './public-calls.ts';
import { assumeRoleFacts, readAssumeRole } from './sts/assume-role-input.ts';

/** One permission a call needs; a call is allowed when all of them are. */
export type NeededAccess = {
  /** As IAM spells it. */
  readonly action: string;
  readonly resource: string;
  readonly context?: ConditionContext;
};

const tableNeed = (plan: CloudPlan, action: string, table: string, access: TableAccess): NeededAccess => {
  const name = table.split('table/').at(-1) ?? '';
  const { place } = plan;
  const arn = `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${name}`;
  const keys = leadingKeys(
    plan.tables.find((one) => one.name === name),
    access,
  );
  return {
    action: `dynamodb:${action}`,
    resource: access.IndexName ? `${arn}/index/${access.IndexName}` : arn,
    context: keys.length > 0 ? { 'dynamodb:leadingkeys': keys } : {},
  };
};

const transactionActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

type Named = TableAccess & { readonly TableName?: string };

const dynamodb = ({ action, input }: AwsCall, plan: CloudPlan): NeededAccess[] | undefined => {
  if (action.startsWith('Transact')) {
    return ((input.TransactItems ?? []) as Record<string, Named>[]).flatMap((item) =>
      Object.entries(item).map(([kind, access]) =>
        tableNeed(plan, transactionActions[kind] ?? kind, String(access.TableName), access),
      ),
    );
  }
  if (action.startsWith('Batch') && input.RequestItems) {
    return Object.entries(input.RequestItems as Record<string, TableAccess>).map(([table, access]) =>
      tableNeed(plan, action, table, access),
    );
  }
  return input.TableName ? [tableNeed(plan, action, String(input.TableName), input as Named)] : undefined;
};

const sqs = ({ action, input }: AwsCall, { place }: CloudPlan): NeededAccess[] | undefined => {
  const name = String(input.QueueUrl ?? input.QueueName ?? '')
    .split('/')
    .at(-1);
  const resource = `arn:aws:sqs:${place.region}:${place.accountId}:${name}`;
  return name ? [{ action: `sqs:${action.replace(/Batch$/, '')}`, resource }] : undefined;
};

/** What Cognito lets everybody do is judged by the token or session it carries, never by a policy. */
const cognito = (call: AwsCall, { place }: CloudPlan): NeededAccess[] | undefined => {
  if (isPublicCall(call)) return [];
  const { UserPoolId } = call.input;
  const resource = `arn:aws:cognito-idp:${place.region}:${place.accountId}:userpool/${String(UserPoolId)}`;
  return UserPoolId ? [{ action: `cognito-idp:${call.action}`, resource }] : undefined;
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
  const prefix = action.startsWith('ListObjects')
    ? new URLSearchParams(url.split('?')[1]).get('prefix')
    : null;
  return [{ action: known.action, resource, ...(prefix !== null && { context: { 's3:prefix': [prefix] } }) }];
};

/** With tags a role is assumed only by those who may also tag its sessions. */
const sts = (call: AwsCall): NeededAccess[] => {
  if (call.action !== 'AssumeRole') return [];
  const asked = readAssumeRole(call);
  const need = { resource: asked.roleArn, context: assumeRoleFacts(asked) };
  const tagged = Object.keys(asked.tags).length > 0;
  return [{ action: 'sts:AssumeRole', ...need }, ...(tagged ? [{ action: 'sts:TagSession', ...need }] : [])];
};

/** `/<API>/<stage>/@connections/<id>`: on AWS the API is in the address. */
export const connectionCall = (
  url: string,
): { readonly apiId: string; readonly stage: string; readonly connectionId: string } | undefined => {
  const [, apiId, stage, id] = /^\/([a-z0-9]+)\/([\w-]+)\/@connections\/([^/?]+)$/.exec(url) ?? [];
  return apiId && stage && id ? { apiId, stage, connectionId: decodeURIComponent(id) } : undefined;
};

const executeApi = ({ method, url }: AwsCall, { place }: CloudPlan): NeededAccess[] | undefined => {
  const asked = connectionCall(url);
  if (!asked) return undefined;
  const { apiId, stage, connectionId } = asked;
  const resource = `arn:aws:execute-api:${place.region}:${place.accountId}:${apiId}/${stage}/${method}/@connections/${connectionId}`;
  return [{ action: 'execute-api:ManageConnections', resource }];
};

const byService: Readonly<Record<string, (call: AwsCall, plan: CloudPlan) => NeededAccess[] | undefined>> = {
  'cognito-idp': cognito,
  dynamodb,
  events,
  'execute-api': executeApi,
  // For the operator alone: no function of ours reads logs.
  logs: () => undefined,
  s3,
  secretsmanager,
  sqs,
  sts,
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
  if (service === 'execute-api' && !/^(Post|Get|Delete)(To)?Connection$/.test(action)) {
    return `The local cloud does not run ${service}:${action}.`;
  }
  if (service === 'sts' && !['AssumeRole', 'GetCallerIdentity'].includes(action)) {
    return `The local cloud does not run ${service}:${action}.`;
  }
  return undefined;
};

/** What a call needs to be allowed; undefined when the local cloud cannot tell, so that it must be refused. */
export const neededAccess = (call: AwsCall, plan: CloudPlan): NeededAccess[] | undefined =>
  byService[call.service]?.(call, plan);
