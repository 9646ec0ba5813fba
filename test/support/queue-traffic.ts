import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { eventually } from './eventually.ts';
import type { FlowWorld } from './world.ts';

/** A message as a queue carried it. */
export type Carried = { readonly queueArn: string; readonly body: string };

/** What queues hand to functions, from the payloads of invocations. */
export const listenToQueues = () => {
  const carried: Carried[] = [];
  return {
    carried: carried as readonly Carried[],
    onInvoke: (_: string, payload: unknown): void => {
      const { Records = [] } = (payload ?? {}) as { Records?: Record<string, string>[] };
      for (const { eventSource, eventSourceARN = '', body = '' } of Records)
        if (eventSource === 'aws:sqs') carried.push({ queueArn: eventSourceARN, body });
    },
  };
};

/** Puts messages on their queues, each queue's in the order given. */
export const sendAll = async (world: FlowWorld, messages: readonly Carried[]): Promise<void> => {
  for (const { arn, url } of await world.cloud.queues()) {
    const own = messages.filter(({ queueArn }) => queueArn === arn);
    for (let at = 0; at < own.length; at += 10) {
      const Entries = own
        .slice(at, at + 10)
        .map(({ body }, index) => ({ Id: `m${index}`, MessageBody: body }));
      const { Failed = [] } = await world.queues.send(
        new SendMessageBatchCommand({ QueueUrl: url, Entries }),
      );
      if (Failed.length > 0) throw new Error(`${Failed.length} messages were not taken`);
    }
  }
};

/** Takes all messages off the queues whose workers are paused, once no more come. */
export const takeAll = async (world: FlowWorld): Promise<Carried[]> => {
  const taken: Carried[] = [];
  for (const { name, arn, url, visible } of await world.cloud.queues()) {
    if (name.includes('DeadLetters') || visible === 0) continue;
    await eventually(`${name} to be empty`, async () => {
      const { Messages = [] } = await world.queues.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
      );
      for (const { Body = '', ReceiptHandle } of Messages) {
        taken.push({ queueArn: arn, body: Body });
        await world.queues.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      }
      if (Messages.length > 0) throw new Error('there may be more');
    });
  }
  return taken;
};
