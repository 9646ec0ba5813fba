import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { failed } from '../lambda/environment.ts';
import type { InvokeResult, LocalLogLine, Mapping, StreamMappingSpec } from '../types.ts';
import { createBatcher } from './batcher.ts';
import { type Discard, deliverInOrder } from './deliver-in-order.ts';
import { discardedBatch } from './discarded-batch.ts';
import { compileFilters } from './event-filter.ts';
import { followStream } from './follow-stream.ts';
import { createGate } from './gate.ts';
import type { MappingOptions } from './queue-mapping.ts';
import { readShard, type ShardReaderOptions } from './shard-reader.ts';
import { type EventRecord, eventRecord, eventStreamArn } from './stream-event.ts';

/**
 * Delivers a table's stream to a function from its oldest record on, shard by shard, each strictly in order, parents
 * before their children. Throws at once for a filter it cannot judge. While paused nothing is delivered; a batch
 * already handed over is finished, and reading goes on later from where it was. `functionArn` is what the messages to
 * the on-failure destination say.
 */
export const startStreamMapping = (
  spec: StreamMappingSpec,
  options: MappingOptions & Pick<ShardReaderOptions, 'changes'> & { readonly functionArn?: string },
): Mapping => {
  const { host, access, changes, now = Date.now, functionArn = spec.functionName } = options;
  const passes = compileFilters(spec.filters, spec.functionName);
  const gate = createGate();
  const connection = { endpoint: access.endpoint, region: access.region, credentials: access.credentials };
  const client = new DynamoDBStreamsClient({ ...connection, maxAttempts: 1 });
  const queues = new SQSClient({ ...connection, useQueueUrlAsEndpoint: false });
  const say = (level: LocalLogLine['level'], text: string) =>
    options.log({ at: now(), source: 'mapping', level, text: `${spec.functionName}: ${text}` });
  const onTrouble = (error: unknown) =>
    say('warn', `reading the stream of ${spec.tableName} failed: ${error}`);

  const announce = async (message: ReturnType<typeof discardedBatch>) => {
    const { condition } = message.requestContext;
    say('error', `${message.DDBStreamBatchInfo.batchSize} stream records given up: ${condition}`);
    if (spec.onFailureQueueUrl === undefined) return;
    const command = new SendMessageCommand({
      QueueUrl: spec.onFailureQueueUrl,
      MessageBody: JSON.stringify(message),
    });
    await queues
      .send(command)
      .catch((error: unknown) => say('error', `the on-failure destination took nothing: ${error}`));
  };

  const follow = async (shardId: string, localArn: string): Promise<void> => {
    const streamArn = eventStreamArn(localArn, access.region, access.accountId);
    let last: InvokeResult | undefined;
    const invoke = async (Records: readonly EventRecord[]) => {
      last = await host
        .invoke(spec.functionName, { Records })
        .catch((error: unknown) => failed('ServiceException', String(error)));
      return last;
    };
    const discard = (given: Discard) =>
      announce(discardedBatch(given, { functionArn, shardId, streamArn }, last, Date.now()));
    const batcher = createBatcher(spec, (records) =>
      deliverInOrder(records, { spec, gate, now: Date.now, invoke, discard }),
    );
    await readShard({
      client,
      streamArn: localArn,
      shardId,
      gate,
      changes,
      onTrouble,
      onRecords: (records) =>
        batcher.add(records.map((record) => eventRecord(record, access.region, streamArn)).filter(passes)),
    });
    await batcher.flush();
  };

  const loop = followStream({ client, tableName: spec.tableName, gate, readShard: follow, onTrouble });
  return {
    functionName: spec.functionName,
    pause: gate.pause,
    resume: gate.resume,
    async stop() {
      gate.stop();
      await loop;
      client.destroy();
      queues.destroy();
    },
  };
};
