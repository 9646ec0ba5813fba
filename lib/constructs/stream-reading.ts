import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { ServiceFunction } from './service-function.ts';

/** What Lambda's poller needs. Lambda checks ListStreams against the table's streams, not against one stream. */
export const readStream = (reader: ServiceFunction, table: Table): ServiceFunction =>
  reader
    .allow({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      on: table.tableStreamArn as string,
    })
    .allow({
      actions: ['dynamodb:ListStreams'],
      on: `${Stack.of(table).exportValue(table.tableArn)}/stream/*`,
      whyEverything: 'Lambda lists the streams of the table before it polls one of them.',
    });
