import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { EventName } from '../../functions/contracts/events.ts';
import { QueueWorker, type QueueWorkerProps } from './queue-worker.ts';
import type { ServiceFunction } from './service-function.ts';

export type EventWorkerProps = QueueWorkerProps & {
  readonly bus: IEventBus;
  readonly events: readonly [EventName, ...EventName[]];
};

/** events on the bus → queue → function. What the bus cannot deliver joins the queue's dead letters: same body, same redrive. */
export class EventWorker extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, props: EventWorkerProps) {
    super(scope, id);
    const worker = new QueueWorker(this, 'Events', props);
    this.function = worker.function;
    new Rule(this, 'Rule', {
      eventBus: props.bus,
      eventPattern: { source: ['cloudgreet'], detailType: [...props.events] },
      targets: [new SqsQueue(worker.queue, { deadLetterQueue: worker.deadLetters })],
    });
  }
}
