import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import type { AwsAccess, LambdaHost, LocalLog, LocalLogLine, Mapping, QueueMappingSpec } from '../types.ts';
import { failedIds } from './batch-answer.ts';
import { createGate } from './gate.ts';
import { queueEvent } from './queue-event.ts';
import { createPolledQueue } from './received-batch.ts';

const RETRY_MS = 500;

export type MappingOptions = {
  readonly host: Pick<LambdaHost, 'invoke'>;
  readonly access: AwsAccess;
  readonly log: LocalLog;
  /** What log lines are stamped with. */
  readonly now?: () => number;
};

/**
 * Delivers a queue's messages to a function: what it answers for is deleted, what it fails stays until its visibility
 * time-out. At most `spec.maxConcurrency` batches at a time, else `concurrency` (the function's own, default 2).
 * While paused nothing is delivered and what a poll still brings is put back; a batch already handed over is finished.
 */
export const startQueueMapping = (
  spec: QueueMappingSpec,
  options: MappingOptions & { readonly concurrency?: number },
): Mapping => {
  const { host, access, now = Date.now } = options;
  const gate = createGate();
  const client = new SQSClient({
    endpoint: access.endpoint,
    region: access.region,
    credentials: access.credentials,
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
  });
  const queue = createPolledQueue(client, spec, gate);
  const atMost = spec.maxConcurrency ?? options.concurrency ?? 2;
  const running = new Set<Promise<void>>();
  const say = (level: LocalLogLine['level'], text: string) =>
    options.log({ at: now(), source: 'mapping', level, text: `${spec.functionName}: ${text}` });

  const deliver = async (messages: readonly Message[]) => {
    const ids = messages.map(({ MessageId = '' }) => MessageId);
    const result = await host.invoke(spec.functionName, queueEvent(messages, spec.queueArn, access.region));
    if (gate.isStopped()) return;
    const failed = failedIds(result, ids, spec.reportBatchItemFailures);
    if (failed.size > 0)
      say('warn', `${failed.size} of ${ids.length} messages come back after their time-out`);
    await queue.delete(messages.filter(({ MessageId = '' }) => !failed.has(MessageId)));
  };

  const poll = async () => {
    await gate.whenOpen();
    if (running.size >= atMost) await Promise.race(running);
    if (gate.isPaused() || gate.isStopped()) return;
    const messages = await queue.receiveBatch();
    if (messages.length === 0 || gate.isStopped()) return;
    if (gate.isPaused()) return queue.release(messages);
    const delivery = deliver(messages)
      .catch((error: unknown) => say('error', `delivery broke off: ${error}`))
      .finally(() => running.delete(delivery));
    running.add(delivery);
  };

  const loop = (async () => {
    while (!gate.isStopped()) {
      try {
        await poll();
      } catch (error) {
        if (gate.isStopped()) return;
        say('warn', `polling ${spec.queueArn} failed: ${error}`);
        await gate.delay(RETRY_MS);
      }
    }
  })();

  return {
    functionName: spec.functionName,
    pause: gate.pause,
    resume: gate.resume,
    async stop() {
      gate.stop();
      await loop;
      client.destroy();
    },
  };
};
