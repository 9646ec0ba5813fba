import {
  CancelMessageMoveTaskCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ExampleCloud, startExampleCloud } from './example-cloud.ts';

const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:Example-${name}`;

let example: ExampleCloud;
let sqs: SQSClient;
beforeAll(async () => {
  example = await startExampleCloud();
  sqs = new SQSClient(example.client);
});
afterAll(async () => {
  sqs?.destroy();
  await example?.stop();
});

const urlOf = async (name: string) =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: `Example-${name}` }))).QueueUrl ?? '';

const fill = async (name: string, ...bodies: string[]) =>
  sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: await urlOf(name),
      Entries: bodies.map((MessageBody, index) => ({
        Id: `m${index}`,
        MessageBody,
        MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' } },
      })),
    }),
  );

const waiting = async (name: string) =>
  (await example.cloud.queues()).find((queue) => queue.name === `Example-${name}`)?.visible;

const start = (SourceArn: string, more: object = {}) =>
  sqs.send(new StartMessageMoveTaskCommand({ SourceArn, ...more }));

const latest = async (SourceArn: string) =>
  (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }))).Results?.[0] ?? {};

const ended = (SourceArn: string, status: string): Promise<ListMessageMoveTasksResultEntry> =>
  eventually(`the move to be ${status}`, async () => {
    const task = await latest(SourceArn);
    expect(task.Status).toBe(status);
    return task;
  });

const echoes = () => example.lines.filter((text) => /^echo (one|two)$/.test(text));

describe('message moves of the local SQS', () => {
  it('bring dead letters back to the queue whose failures they are', async () => {
    await fill('DeadLetters', 'one', 'two');

    const { TaskHandle } = await start(arn('DeadLetters'));
    const task = await ended(arn('DeadLetters'), 'COMPLETED');

    expect(TaskHandle).toEqual(expect.any(String));
    expect(task).toMatchObject({
      SourceArn: arn('DeadLetters'),
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    });
    expect(task).not.toHaveProperty('TaskHandle');
    expect(task).not.toHaveProperty('DestinationArn');
    await eventually('the worker to have both', () => expect(echoes()).toHaveLength(2));
    expect(await waiting('DeadLetters')).toBe(0);
  });

  it('go to another queue with the attributes of each message where they are told to', async () => {
    await fill('DeadLetters', 'three');

    await start(arn('DeadLetters'), { DestinationArn: arn('Locked') });
    const task = await ended(arn('DeadLetters'), 'COMPLETED');

    expect(task.DestinationArn).toBe(arn('Locked'));
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: await urlOf('Locked'), MessageAttributeNames: ['All'] }),
    );
    expect(Messages).toMatchObject([
      { Body: 'three', MessageAttributes: { ERROR_CODE: { StringValue: 'NO_PERMISSIONS' } } },
    ]);
  });

  it('run one at a time, as fast as they are told to, and are cancelled by their handle', async () => {
    await fill('DeadLetters', ...Array.from({ length: 10 }, (_, index) => `slow ${index}`));
    await fill('DeadLetters', 'the eleventh');
    const slowly = { MaxNumberOfMessagesPerSecond: 1 };

    const { TaskHandle } = await start(arn('DeadLetters'), slowly);
    const second = start(arn('DeadLetters'));

    await expect(second).rejects.toThrow('SQS does one at a time');
    expect(await latest(arn('DeadLetters'))).toMatchObject({ Status: 'RUNNING', TaskHandle, ...slowly });
    await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    expect(await latest(arn('DeadLetters'))).toMatchObject({ Status: 'CANCELLING' });
    const again = sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    await expect(again).rejects.toThrow('no running move');
  });

  it('are refused for queues that there are not and for what is no dead-letter queue', async () => {
    await expect(start(arn('Nothing'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(start(arn('Work'))).rejects.toThrow('must be a dead-letter queue');
    const astray = start(arn('DeadLetters'), { DestinationArn: arn('Nothing') });
    await expect(astray).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('can be asked whose dead letters a queue holds', async () => {
    const sources = async (name: string) =>
      (await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: await urlOf(name) }))).queueUrls;

    expect(await sources('DeadLetters')).toEqual([await urlOf('Work')]);
    expect(await sources('Work')).toEqual([]);
  });

  it('are not for functions', async () => {
    const asked = await example.probe('sqs', 'AmazonSQS.StartMessageMoveTask', {
      SourceArn: arn('DeadLetters'),
    });

    expect(asked).toMatchObject({ status: 403 });
  });
});
