import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { House } from '../constructs/house.ts';
import type { Permission } from '../constructs/permission.ts';
import { listedIndex } from '../constructs/service-table.ts';

/** A transaction has no action of its own: it is allowed by the actions of its parts. */
export type TableVerb =
  | 'Query'
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export const tableRows = (table: Table, ...verbs: [TableVerb, ...TableVerb[]]): Permission => ({
  actions: verbs.map((verb) => `dynamodb:${verb}`) as [string, ...string[]],
  on: table.tableArn,
  variables: { TABLE_NAME: table.tableName },
});

/**
 * Only rows whose partition key matches one of `patterns`, and only requests that name a key: without the second
 * condition the first one is true of a Scan. A pattern ends with the delimiter, or `biz_a1` would read `biz_a12`.
 */
export const onlyRowsOf = (patterns: readonly string[]): Conditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

export const rowsOf = (
  table: Table,
  patterns: readonly string[],
  ...verbs: [TableVerb, ...TableVerb[]]
): Permission => ({ ...tableRows(table, ...verbs), conditions: onlyRowsOf(patterns) });

/** What people look through by time, of the same rows. */
export const listedRowsOf = (table: Table, patterns: readonly string[]): Permission => ({
  actions: ['dynamodb:Query'],
  on: `${table.tableArn}/index/${listedIndex}`,
  conditions: onlyRowsOf(patterns),
});

export const stageSecret = (secret: Secret): Permission => ({
  actions: ['secretsmanager:GetSecretValue'],
  on: secret.secretArn,
  variables: { SECRET_ID: secret.secretArn },
});

/** How much may be asked and how much a day may bring about, of what limits.ts says. */
export const limitsOf = ({ stage }: House) => ({ LIMIT_FACTOR: String(stage.limitFactor) });

export const announceOn = (bus: EventBus): Permission => ({
  actions: ['events:PutEvents'],
  on: bus.eventBusArn,
  variables: { BUS_NAME: bus.eventBusName },
});
