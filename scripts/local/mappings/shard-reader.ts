import {
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Gate } from './gate.ts';

/** Between empty pages: short while records come, then as often as Lambda looks. */
const BUSY_MS = 100;
const IDLE_MS = 250;
const CALM_AFTER_MS = 5_000;
const RETRY_MS = 500;
/** Where it is known whether records came, that is looked at so often, and the shard is read only then or after a while. */
const LOOK_MS = 20;
const UNASKED_MS = 1_000;

export type ShardReaderOptions = {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly shardId: string;
  readonly gate: Gate;
  /** Another number whenever there are new records. */
  readonly changes?: (() => number) | undefined;
  /** Called with each page in order, an empty one included; the next is read when it resolves. */
  onRecords(records: readonly StreamRecord[]): Promise<void>;
  onTrouble(error: unknown): void;
};

/** Reads a shard from its oldest record on; resolves when the shard is closed and read to its end, or when stopped. */
export const readShard = async (options: ShardReaderOptions): Promise<void> => {
  const { client, streamArn, shardId, gate, changes, onRecords, onTrouble } = options;
  let lastRead: string | undefined;
  let iterator: string | undefined;
  let recordsAt = performance.now();

  const iteratorHere = async (): Promise<string | undefined> => {
    const start = lastRead
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: lastRead }
      : { ShardIteratorType: 'TRIM_HORIZON' as const };
    const command = new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...start });
    return (await client.send(command, { abortSignal: gate.signal })).ShardIterator;
  };
  const untilMore = async (seen: number | undefined): Promise<void> => {
    if (!changes) return gate.delay(performance.now() - recordsAt < CALM_AFTER_MS ? BUSY_MS : IDLE_MS);
    const until = performance.now() + UNASKED_MS;
    do await gate.delay(LOOK_MS);
    while (changes() === seen && performance.now() < until && !gate.isStopped());
  };
  const recover = async (error: unknown) => {
    iterator = undefined;
    if (error instanceof ExpiredIteratorException) return;
    if (error instanceof TrimmedDataAccessException) lastRead = undefined;
    onTrouble(error);
    await gate.delay(RETRY_MS);
  };

  while (!gate.isStopped()) {
    await gate.whenOpen();
    try {
      iterator ??= await iteratorHere();
      const seen = changes?.();
      const command = new GetRecordsCommand({ ShardIterator: iterator });
      const { Records = [], NextShardIterator } = await client.send(command, { abortSignal: gate.signal });
      // Paused meanwhile: the same iterator brings the same page after the pause.
      if (gate.isPaused()) continue;
      await onRecords(Records);
      if (NextShardIterator === undefined) return;
      iterator = NextShardIterator;
      lastRead = Records.at(-1)?.dynamodb?.SequenceNumber ?? lastRead;
      if (Records.length > 0) recordsAt = performance.now();
      else await untilMore(seen);
    } catch (error) {
      if (!gate.isStopped()) await recover(error);
    }
  }
};
