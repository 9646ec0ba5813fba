import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Permission } from '../constructs/permission.ts';

/** A transaction has no action of its own: it is allowed by the actions of its parts. */
export type TableVerb = 'Query' | 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

export const tableRows = (table: Table, ...verbs: [TableVerb, ...TableVerb[]]): Permission => ({
  actions: verbs.map((verb) => `dynamodb:${verb}`) as [string, ...string[]],
  on: table.tableArn,
  variables: { TABLE_NAME: table.tableName },
});

export const stageSecret = (secret: Secret): Permission => ({
  actions: ['secretsmanager:GetSecretValue'],
  on: secret.secretArn,
  variables: { SECRET_ID: secret.secretArn },
});

export const announceOn = (bus: EventBus): Permission => ({
  actions: ['events:PutEvents'],
  on: bus.eventBusArn,
  variables: { BUS_NAME: bus.eventBusName },
});
