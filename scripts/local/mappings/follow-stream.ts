import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ListStreamsCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import type { Gate } from './gate.ts';

const DISCOVERY_MS = 5_000;
const RETRY_MS = 500;

export type FollowOptions = {
  readonly client: DynamoDBStreamsClient;
  readonly tableName: string;
  readonly gate: Gate;
  /** Reads one shard; resolves when it is closed and read to its end. */
  readShard(shardId: string, streamArn: string): Promise<void>;
  onTrouble(error: unknown): void;
};

const shardsOf = async (client: DynamoDBStreamsClient, StreamArn: string, abortSignal: AbortSignal) => {
  const shards: Shard[] = [];
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { ExclusiveStartShardId: after };
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn, ...from }), {
      abortSignal,
    });
    shards.push(...(StreamDescription?.Shards ?? []));
    after = StreamDescription?.LastEvaluatedShardId;
  } while (after !== undefined);
  return shards;
};

/** Finds a table's stream and reads its shards as they come, no shard before its parent's end. Ends when stopped. */
export const followStream = async ({
  client,
  tableName,
  gate,
  readShard,
  onTrouble,
}: FollowOptions): Promise<void> => {
  const abortSignal = gate.signal;
  const reading = new Map<string, Promise<void>>();
  const done = new Set<string>();

  const discover = async () => {
    const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableName }), {
      abortSignal,
    });
    const streamArn = Streams.at(-1)?.StreamArn;
    if (streamArn === undefined) throw new Error('the table has no stream');
    const shards = await shardsOf(client, streamArn, abortSignal);
    const isUnfinished = (id: string | undefined) =>
      id !== undefined && !done.has(id) && shards.some(({ ShardId }) => ShardId === id);
    for (const { ShardId, ParentShardId } of shards) {
      if (ShardId === undefined || done.has(ShardId) || reading.has(ShardId) || isUnfinished(ParentShardId))
        continue;
      const read = readShard(ShardId, streamArn).then(() => {
        reading.delete(ShardId);
        done.add(ShardId);
      });
      reading.set(ShardId, read);
    }
    await Promise.race([gate.delay(DISCOVERY_MS), ...reading.values()]);
  };

  while (!gate.isStopped()) {
    await gate.whenOpen();
    try {
      await discover();
    } catch (error) {
      if (gate.isStopped()) return;
      onTrouble(error);
      await gate.delay(RETRY_MS);
    }
  }
};
