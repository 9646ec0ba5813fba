import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvokeResult } from '../../scripts/local/types.ts';
import { eventually } from './eventually.ts';
import { startQueues } from './mapped-queue.ts';

const OK: InvokeResult = { ok: true, payload: null };
let queues: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  queues = await startQueues();
});
afterAll(() => queues.stop());

test('delivers a message in the shape of an SQS event and deletes it', async () => {
  const queue = await queues.aQueue();
  await queues.sqs.send(
    new SendMessageCommand({
      QueueUrl: queue.url,
      MessageBody: 'hello',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
    }),
  );

  const { batches } = queues.map(queue, async () => OK);
  await eventually(() => batches.length).toBe(1);

  expect(batches[0]).toEqual([
    {
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {
        kind: { stringValue: 'greeting', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: queue.arn,
      awsRegion: 'us-east-1',
    },
  ]);
  await eventually(queue.depth).toEqual({ visible: 0, inFlight: 0 });
});

test('delivers what comes while it waits without a delay', async () => {
  const queue = await queues.aQueue();
  const { batches, bodies } = queues.map(queue, async () => OK);

  await queue.send('a');
  await eventually(bodies).toEqual([['a']]);

  const { SentTimestamp, ApproximateFirstReceiveTimestamp } = batches[0]?.[0]?.attributes ?? {};
  expect(Number(ApproximateFirstReceiveTimestamp) - Number(SentTimestamp)).toBeLessThan(500);
});

test('deletes what went well and leaves what failed to its visibility time-out', async () => {
  const queue = await queues.aQueue({ VisibilityTimeout: '1' });
  await queue.send('good', 'bad');
  let tries = 0;

  const { batches } = queues.map(queue, async (records) => {
    const bad = records.find(({ body }) => body === 'bad');
    if (bad) tries += 1;
    const batchItemFailures = bad && tries === 1 ? [{ itemIdentifier: bad.messageId }] : [];
    return { ok: true, payload: { batchItemFailures } };
  });
  await eventually(queue.depth).toEqual({ visible: 0, inFlight: 1 });
  await eventually(() => tries).toBe(2);

  expect(batches.at(-1)).toMatchObject([{ body: 'bad', attributes: { ApproximateReceiveCount: '2' } }]);
  await eventually(queue.depth).toEqual({ visible: 0, inFlight: 0 });
});

test('moves a message that keeps failing to the dead letters', async () => {
  const dead = await queues.aQueue();
  const queue = await queues.aQueue({
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
  });
  const { batches } = queues.map(queue, async () => ({
    ok: false,
    errorType: 'Error',
    errorMessage: 'no',
    timedOut: false,
  }));

  await queue.send('poison');

  await eventually(dead.depth).toEqual({ visible: 1, inFlight: 0 });
  expect(batches.length).toBe(3);
});

test('cuts batches by their size', async () => {
  const queue = await queues.aQueue();
  await queue.send('a', 'b', 'c');

  const { bodies } = queues.map(queue, async () => OK, { batchSize: 2 });

  await eventually(() => bodies().map((batch) => batch.length)).toEqual([2, 1]);
});

test('gathers what comes within the window into one batch', async () => {
  const queue = await queues.aQueue();
  const { bodies } = queues.map(queue, async () => OK, { batchSize: 3, windowSeconds: 20 });

  await queue.send('a');
  await queue.send('b');
  await queue.send('c');

  await eventually(bodies).toEqual([['a', 'b', 'c']]);
});

test('hands over a batch that is not full when its window is over', async () => {
  const queue = await queues.aQueue();
  const { bodies } = queues.map(queue, async () => OK, { batchSize: 3, windowSeconds: 0.2 });

  await queue.send('a');

  await eventually(bodies).toEqual([['a']]);
});

test('runs no more batches at a time than allowed', async () => {
  const queue = await queues.aQueue();
  await queue.send('a', 'b', 'c', 'd');
  const release = Promise.withResolvers<InvokeResult>();

  const { bodies } = queues.map(queue, () => release.promise, { batchSize: 1, maxConcurrency: 2 });
  await eventually(() => bodies().length).toBe(2);
  const whileBusy = await queue.depth();
  release.resolve(OK);

  expect(whileBusy).toEqual({ visible: 2, inFlight: 2 });
  await eventually(() => bodies().length).toBe(4);
});

test('delivers nothing while paused and everything after', async () => {
  const queue = await queues.aQueue();
  const { mapping, bodies } = queues.map(queue, async () => OK);
  await queue.send('first');
  await eventually(bodies).toEqual([['first']]);

  mapping.pause();
  await queue.send('second');
  await eventually(queue.depth).toEqual({ visible: 1, inFlight: 0 });
  const whilePaused = bodies();
  mapping.resume();

  await eventually(bodies).toEqual([['first'], ['second']]);
  expect(whilePaused).toEqual([['first']]);
});

test('stops at once, although a poll is waiting', async () => {
  const queue = await queues.aQueue();
  const { mapping } = queues.map(queue, async () => OK);
  await queues.sqs.send(new GetQueueUrlCommand({ QueueName: queue.name }));

  const stoppedAt = performance.now();
  await mapping.stop();

  expect(performance.now() - stoppedAt).toBeLessThan(900);
});
