import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type CfnEventSourceMapping, EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Alarm, perMinute } from './alarm.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { readStream } from './stream-reading.ts';

/** What a part of a row's key must be: one of these texts, or begin or end so. */
type KeyPart = readonly (string | { readonly prefix: string } | { readonly suffix: string })[];

export type StreamReaderProps = ServiceFunctionProps & {
  /** What a customer loses while this fails. */
  readonly impact: string;
  readonly table: Table;
  readonly batchSize: number;
  /** Rows that concern this function, any one of these. */
  readonly filters: readonly { readonly pk: KeyPart; readonly sk?: KeyPart }[];
};

/**
 * table stream → function, for what may be lost: a batch is tried twice more, in halves, and what is a minute old or keeps
 * failing is let go. AWS advises two readers of a stream at the most: the relay is the other.
 */
export class StreamReader extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, props: StreamReaderProps) {
    super(scope, id);
    const { house, impact, table } = props;
    this.function = new ServiceFunction(this, 'Reader', props);
    readStream(this.function, table);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: this.function.lambda,
      eventSourceArn: table.tableStreamArn as string,
      startingPosition: StartingPosition.LATEST,
      batchSize: props.batchSize,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 2,
      maxRecordAge: Duration.seconds(60),
    });
    // Key parts as Lambda spells them: the CDK has no word for what a text ends with.
    (mapping.node.defaultChild as CfnEventSourceMapping).filterCriteria = {
      filters: props.filters.map(({ pk, sk }) => ({
        pattern: JSON.stringify({
          dynamodb: { Keys: { pk: { S: pk }, ...(sk && { sk: { S: sk } }) } },
        }),
      })),
    };
    acknowledge(
      mapping,
      'Serverless-LambdaEventSourceMappingDestination',
      'What is let go is noticed by whoever was to hear of it; dead letters would be read by nobody.',
    );
    new Alarm(this, 'Errors', {
      house,
      impact,
      runbook: `${this.function.runbookPage}#errors`,
      metric: this.function.lambda.metricErrors({ ...perMinute, statistic: 'Sum' }),
      threshold: 3,
    });
  }
}
