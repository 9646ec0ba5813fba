import { setTimeout as wait } from 'node:timers/promises';
import type { CloudPlan } from '../assembly/plan.ts';
import type { QueuePlan } from '../assembly/plan-stores.ts';
import { type AwsAnswer, type AwsCall, ownCall } from './aws-call.ts';
import { awsError, awsJson } from './aws-error.ts';
import type { ServiceBackend } from './gateway.ts';

type Task = {
  readonly handle: string;
  readonly source: QueuePlan;
  readonly destination: QueuePlan | undefined;
  /** As it was asked for: SQS names no destination that it found by itself. */
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  failure?: string;
};

type Message = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MessageAttributes?: Readonly<Record<string, unknown>>;
};

const BATCH = 10;
/** SQS remembers the latest ten moves of a queue. */
const REMEMBERED = 10;

const invalid = (call: AwsCall, message: string): AwsAnswer =>
  awsError(call, { code: 'InvalidParameterValueException', message });

const missing = (call: AwsCall, message: string): AwsAnswer =>
  awsError(call, { code: 'ResourceNotFoundException', message, status: 404 });

/** The SDK's own words for a task, and no more: a handle only while it can be cancelled. */
const described = (task: Task) => ({
  Status: task.status,
  SourceArn: task.source.arn,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  StartedTimestamp: task.startedAt,
  ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
  ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
  ...(task.perSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.perSecond }),
  ...(task.failure !== undefined && { FailureReason: task.failure }),
});

/**
 * What fauxqs lacks of dead letters: whose they are, and SQS's message moves. Sources are queues whose redrive policy names
 * the dead letters. Without a destination messages go back where they came from; SQS keeps that of each message, here it
 * is the one queue whose dead letters they are. A moved message is a new one: other id, sent anew.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const withMessageMoves = (sqs: ServiceBackend, plan: CloudPlan): ServiceBackend => {
  const tasks: Task[] = [];
  const gone = new AbortController().signal;

  const ask = async <Answer>(action: string, input: object): Promise<Answer> => {
    const call = ownCall('sqs', action, input as Readonly<Record<string, unknown>>, plan.place.region);
    const { status, body } = await sqs(call, gone);
    if (status >= 300) throw new Error(`${action}: ${body.toString()}`);
    return JSON.parse(body.toString() || '{}') as Answer;
  };

  const queueOf = (arn: unknown): QueuePlan | undefined => plan.queues.find((one) => one.arn === arn);
  const sourcesOf = ({ arn }: QueuePlan): QueuePlan[] =>
    plan.queues.filter(({ deadLetterArn }) => deadLetterArn === arn);

  /** Sent before it is deleted: whatever breaks off in between repeats a message and loses none. */
  const moveSome = async (task: Task, to: QueuePlan): Promise<number> => {
    const { Messages = [] } = await ask<{ Messages?: Message[] }>('ReceiveMessage', {
      QueueUrl: task.source.url,
      MaxNumberOfMessages: Math.min(BATCH, task.toMove - task.moved),
      VisibilityTimeout: 30,
      MessageAttributeNames: ['All'],
    });
    for (const { Body: MessageBody, MessageAttributes, ReceiptHandle } of Messages) {
      await ask('SendMessage', { QueueUrl: to.url, MessageBody, MessageAttributes });
      await ask('DeleteMessage', { QueueUrl: task.source.url, ReceiptHandle });
      task.moved += 1;
    }
    return Messages.length;
  };

  const run = async (task: Task): Promise<void> => {
    const to = task.destination;
    if (!to) throw new Error('CouldNotDetermineMessageSource');
    while (task.status === 'RUNNING' && task.moved < task.toMove) {
      const some = await moveSome(task, to);
      if (some === 0) break;
      if (task.perSecond) await wait((some * 1000) / task.perSecond, undefined, { ref: false });
    }
    task.status = task.status === 'CANCELLING' ? 'CANCELLED' : 'COMPLETED';
  };

  const start = async (call: AwsCall): Promise<AwsAnswer> => {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecond } = call.input;
    const source = queueOf(SourceArn);
    const named = queueOf(DestinationArn);
    if (!source) return missing(call, 'There is no queue with this SourceArn.');
    if (DestinationArn !== undefined && !named)
      return missing(call, 'There is no queue with this DestinationArn.');
    const sources = sourcesOf(source);
    if (sources.length === 0)
      return invalid(call, 'The source queue must be a dead-letter queue of another queue.');
    if (perSecond !== undefined && !(Number(perSecond) >= 1 && Number(perSecond) <= 500))
      return invalid(call, 'MaxNumberOfMessagesPerSecond must be between 1 and 500.');
    const depth = await ask<{ Attributes: Record<string, string> }>('GetQueueAttributes', {
      QueueUrl: source.url,
      AttributeNames: ['ApproximateNumberOfMessages'],
    });
    // Asked after the only wait, so that of two at once one is refused.
    if (tasks.some((task) => task.source === source && /RUNNING|CANCELLING/.test(task.status)))
      return invalid(call, 'A move of this source queue is running: SQS does one at a time.');
    const task: Task = {
      handle: Buffer.from(JSON.stringify({ move: tasks.length, sourceArn: source.arn })).toString('base64'),
      source,
      destination: named ?? (sources.length === 1 ? sources[0] : undefined),
      destinationArn: named?.arn,
      perSecond: perSecond === undefined ? undefined : Number(perSecond),
      startedAt: Date.now(),
      toMove: Number(depth.Attributes.ApproximateNumberOfMessages),
      moved: 0,
      status: 'RUNNING',
    };
    tasks.push(task);
    run(task).catch((error: unknown) => {
      task.status = 'FAILED';
      task.failure = error instanceof Error ? error.message : String(error);
    });
    return awsJson({ TaskHandle: task.handle });
  };

  const list = (call: AwsCall): AwsAnswer => {
    const source = queueOf(call.input.SourceArn);
    if (!source) return missing(call, 'There is no queue with this SourceArn.');
    const latest = tasks.filter((task) => task.source === source).reverse();
    const atMost = Math.min(Number(call.input.MaxResults ?? 1), REMEMBERED);
    return awsJson({ Results: latest.slice(0, atMost).map(described) });
  };

  const cancel = (call: AwsCall): AwsAnswer => {
    const task = tasks.find(({ handle }) => handle === call.input.TaskHandle);
    if (task?.status !== 'RUNNING') return missing(call, 'There is no running move with this TaskHandle.');
    task.status = 'CANCELLING';
    return awsJson({ ApproximateNumberOfMessagesMoved: task.moved });
  };

  const deadLetterSources = (call: AwsCall): AwsAnswer => {
    const queue = plan.queues.find(({ url }) => url === call.input.QueueUrl);
    if (!queue) {
      const code = 'QueueDoesNotExist';
      return awsError(call, { code, message: 'The specified queue does not exist.' });
    }
    return awsJson({ queueUrls: sourcesOf(queue).map(({ url }) => url) });
  };

  const added: Readonly<Record<string, ServiceBackend>> = {
    StartMessageMoveTask: start,
    ListMessageMoveTasks: list,
    CancelMessageMoveTask: cancel,
    ListDeadLetterSourceQueues: deadLetterSources,
  };
  return (call, signal) => (added[call.action] ?? sqs)(call, signal);
};
