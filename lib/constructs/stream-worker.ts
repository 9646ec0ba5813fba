import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Alarm, perMinute } from './alarm.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { readStream } from './stream-reading.ts';
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
    readStream(this.function, table).allow(deadLetters.sending);
    new EventSourceMapping(this, 'Mapping', {
      target: this.function.lambda,
      eventSourceArn: table.tableStreamArn as string,
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
