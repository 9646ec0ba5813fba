import type { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { WorkQueue } from './work-queue.ts';

export type QueueWorkerProps = ServiceFunctionProps & {
  /** What a customer loses while this fails, e.g. `fees are not charged`. */
  readonly impact: string;
  readonly timeout: Duration;
  readonly batchSize: number;
  /** Batches at a time: what the vendor or table behind it bears. At least 2. */
  readonly maxConcurrency: number;
  readonly lateAfter?: Duration;
};

/** queue → function; only the messages that failed come back, and after five tries they are dead letters. */
export class QueueWorker extends Construct {
  readonly function: ServiceFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Worker', props);
    const work = new WorkQueue(this, 'Work', {
      house: props.house,
      impact: props.impact,
      runbookPage: this.function.runbookPage,
      consumerTimeout: props.timeout,
      lateAfter: props.lateAfter,
    });
    this.queue = work.queue;
    this.deadLetters = work.deadLetters;
    // What Lambda's poller needs to empty the queue for the function, and nothing that purges or sends.
    this.function.allow({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      on: work.queue.queueArn,
    });
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: this.function.lambda,
      eventSourceArn: work.queue.queueArn,
      batchSize: props.batchSize,
      maxConcurrency: props.maxConcurrency,
      reportBatchItemFailures: true,
    });
    acknowledge(
      mapping,
      'Serverless-LambdaEventSourceMappingDestination',
      'Lambda offers that for streams; what fails in a queue goes to the dead letters of the queue.',
    );
  }
}
