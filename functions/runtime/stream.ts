import type {
  DynamoDBBatchItemFailure,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import type { Clock } from './clock.ts';
import { instrumented } from './handler.ts';
import { described, log } from './log.ts';
import { count } from './metrics.ts';

type StreamDeps<Message> = {
  /** What a record means to this function; undefined: nothing. Throws where it cannot be read. */
  readonly read: (record: DynamoDBRecord) => Message | undefined;
  /** Takes messages in order and answers by position which succeeded. */
  readonly operate: (messages: readonly Message[]) => Promise<readonly boolean[]>;
};

/** Fails record by record: the stream goes on from the first one that did not succeed. */
export const createStreamWorker = <Message>(deps: StreamDeps<Message>) =>
  instrumented<DynamoDBStreamEvent, DynamoDBBatchResponse>(async (event) => {
    const messages: { readonly record: DynamoDBRecord; readonly message: Message }[] = [];
    const batchItemFailures: DynamoDBBatchItemFailure[] = [];
    const failed = (record: DynamoDBRecord) =>
      batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' });

    for (const record of event.Records) {
      try {
        const message = deps.read(record);
        if (message !== undefined) messages.push({ record, message });
      } catch (error) {
        log.error('record.unreadable', { error: described(error) });
        count('StreamRecordUnreadable');
        failed(record);
      }
    }
    const succeeded = await deps.operate(messages.map(({ message }) => message));
    messages.forEach(({ record }, index) => {
      if (!succeeded[index]) failed(record);
    });
    return { batchItemFailures };
  });

type StreamReaderDeps<Message> = {
  /** What a record means to this function; undefined: nothing. */
  readonly read: (record: DynamoDBRecord) => Message | undefined;
  readonly operate: (messages: readonly Message[], nowMs: number) => Promise<void>;
  readonly clock: Clock;
};

/** For work that may be lost: a batch succeeds as a whole, or comes again in halves, and nothing waits for it. */
export const createStreamReader = <Message>({ read, operate, clock }: StreamReaderDeps<Message>) =>
  instrumented<DynamoDBStreamEvent, DynamoDBBatchResponse>(async (event) => {
    const messages = event.Records.flatMap((record) => read(record) ?? []);
    await operate(messages, clock.now());
    return { batchItemFailures: [] };
  });
