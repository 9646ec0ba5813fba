import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueMappingSpec } from '../types.ts';
import type { Gate } from './gate.ts';

/** As long as SQS allows, as Lambda does it. */
const LONG_POLL_SECONDS = 20;
const RECEIVE_AT_MOST = 10;
const SHORT_POLL_MS = 50;

/** What one mapping asks of its queue; a batch call goes out in tens, as SQS wants it. */
export type PolledQueue = {
  /** A batch: what came first, and what came within the window after it. Empty when nothing came for 20 s. */
  receiveBatch(): Promise<Message[]>;
  delete(messages: readonly Message[]): Promise<void>;
  /** Makes messages visible again at once. */
  release(messages: readonly Message[]): Promise<void>;
};

const inTens = function* (messages: readonly Message[]) {
  for (let start = 0; start < messages.length; start += RECEIVE_AT_MOST) {
    yield messages.slice(start, start + RECEIVE_AT_MOST);
  }
};
const entriesOf = (messages: readonly Message[]) =>
  messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle ?? '' }));

export const createPolledQueue = (client: SQSClient, spec: QueueMappingSpec, gate: Gate): PolledQueue => {
  const QueueUrl = spec.queueUrl;
  const receive = async (atMost: number, waitSeconds: number): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(atMost, RECEIVE_AT_MOST),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(command, { abortSignal: gate.signal });
    return Messages;
  };

  return {
    async receiveBatch() {
      const batch = await receive(spec.batchSize, LONG_POLL_SECONDS);
      const closesAt = performance.now() + spec.windowSeconds * 1000;
      const isOpen = () => performance.now() < closesAt && !gate.isPaused() && !gate.isStopped();
      while (batch.length > 0 && batch.length < spec.batchSize && isOpen()) {
        const left = closesAt - performance.now();
        const waitSeconds = Math.min(Math.floor(left / 1000), LONG_POLL_SECONDS);
        const more = await receive(spec.batchSize - batch.length, waitSeconds);
        batch.push(...more);
        if (more.length === 0) await gate.delay(Math.min(SHORT_POLL_MS, left));
      }
      return batch;
    },
    async delete(messages) {
      for (const ten of inTens(messages)) {
        await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entriesOf(ten) }));
      }
    },
    async release(messages) {
      for (const ten of inTens(messages)) {
        const Entries = entriesOf(ten).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },
  };
};
