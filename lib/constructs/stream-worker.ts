import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Alarm, perMinute } from './alarm.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { DeadLetters } from './work-queue.ts';

export type StreamWorkerProps = ServiceFunctionProps & {
  /** What a customer loses while this fails, e.g. `fees are not charged`. */
  readonly impact: string;
  readonly table: Table;
  readonly batchSize: number;
  /** The attribute (a map with an `id`) that a row must have to concern this function. */
  readonly having: string;
};

/** table stream → function, record by record; what keeps failing is set aside so that the shard goes on. */
export class StreamWorker extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, props: StreamWorkerProps) {
    super(scope, id);
    const { house, impact, table } = props;
    this.function = new ServiceFunction(this, 'Worker', props);
    const { runbookPage } = this.function;
    const deadLetters = new DeadLetters(this, 'DeadLetters', { house, impact, runbookPage });
    const streamArn = table.tableStreamArn as string;
    // What Lambda's poller needs. Lambda checks ListStreams against the table's streams, not against one stream.
    this.function
      .allow({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        on: streamArn,
      })
      .allow(deadLetters.sending)
      .allow({
        actions: ['dynamodb:ListStreams'],
        on: `${Stack.of(table).exportValue(table.tableArn)}/stream/*`,
        whyEverything: 'Lambda lists the streams of the table before it polls one of them.',
      });
    new EventSourceMapping(this, 'Mapping', {
      target: this.function.lambda,
      eventSourceArn: streamArn,
      // A new deployment must not skip what was written while it was being made.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: { NewImage: { [props.having]: { M: { id: { S: FilterRule.exists() } } } } },
        }),
      ],
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(1),
      onFailure: deadLetters.destination,
    });
    new Alarm(this, 'Late', {
      house,
      impact: `late: ${impact}`,
      runbook: `${runbookPage}#late`,
      metric: this.function.lambda.metric('IteratorAge', { ...perMinute, statistic: 'Maximum' }),
      threshold: Duration.minutes(2).toMilliseconds(),
    });
  }
}
