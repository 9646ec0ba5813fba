import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { failedIds } from '../../scripts/local/mappings/batch-answer.ts';
import { startQueueMapping } from '../../scripts/local/mappings/queue-mapping.ts';
import type { InvokeResult, Mapping, QueueMappingSpec } from '../../scripts/local/types.ts';
import { eventually } from './eventually.ts';
import { access as baseAccess } from './function-assets.ts';

let server: FauxqsServer;
let sqs: SQSClient;
let access = baseAccess;
const mappings: Mapping[] = [];

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  access = { ...baseAccess, endpoint: `http://127.0.0.1:${server.port}` };
  sqs = new SQSClient({ ...access, useQueueUrlAsEndpoint: false });
});
afterEach(async () => {
  await Promise.all(mappings.splice(0).map((mapping) => mapping.stop()));
});
afterAll(async () => {
  sqs.destroy();
  await server.stop();
});

type Record = {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly [name: string]: string };
  readonly [field: string]: unknown;
};
type Handler = (records: readonly Record[]) => Promise<InvokeResult>;

const OK: InvokeResult = { ok: true, payload: null };
let queues = 0;

const aQueue = async (attributes: { [name: string]: string } = {}) => {
  queues += 1;
  const name = `queue-${queues}`;
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '30', ...attributes } }),
  );
  const send = (...bodies: string[]) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
  const depth = async () => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  };
  return { name, url: QueueUrl, arn: `arn:aws:sqs:us-east-1:000000000000:${name}`, send, depth };
};

const map = (
  queue: { url: string; arn: string },
  handler: Handler,
  overrides: Partial<QueueMappingSpec> = {},
) => {
  const batches: (readonly Record[])[] = [];
  const spec: QueueMappingSpec = {
    id: 'Mapping',
    functionName: 'workers/example',
    queueUrl: queue.url,
    queueArn: queue.arn,
    batchSize: 10,
    windowSeconds: 0,
    reportBatchItemFailures: true,
    maxConcurrency: undefined,
    ...overrides,
  };
  const invoke = (_name: string, payload: unknown) => {
    const { Records } = payload as { Records: readonly Record[] };
    batches.push(Records);
    return handler(Records);
  };
  const mapping = startQueueMapping(spec, { host: { invoke }, access, log: () => {} });
  mappings.push(mapping);
  const bodies = () => batches.map((records) => records.map(({ body }) => body));
  return { mapping, batches, bodies };
};

test('delivers a message in the shape of an SQS event and deletes it', async () => {
  const queue = await aQueue();
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queue.url,
      MessageBody: 'hello',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
    }),
  );

  const { batches } = map(queue, async () => OK);
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
  const queue = await aQueue();
  const { batches, bodies } = map(queue, async () => OK);

  await queue.send('a');
  await eventually(bodies).toEqual([['a']]);

  const { SentTimestamp, ApproximateFirstReceiveTimestamp } = batches[0]?.[0]?.attributes ?? {};
  expect(Number(ApproximateFirstReceiveTimestamp) - Number(SentTimestamp)).toBeLessThan(500);
});

test('deletes what went well and leaves what failed to its visibility time-out', async () => {
  const queue = await aQueue({ VisibilityTimeout: '1' });
  await queue.send('good', 'bad');
  let tries = 0;

  const { batches } = map(queue, async (records) => {
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
  const dead = await aQueue();
  const queue = await aQueue({
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
  });
  const { batches } = map(queue, async () => ({
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
  const queue = await aQueue();
  await queue.send('a', 'b', 'c');

  const { bodies } = map(queue, async () => OK, { batchSize: 2 });

  await eventually(() => bodies().map((batch) => batch.length)).toEqual([2, 1]);
});

test('gathers what comes within the window into one batch', async () => {
  const queue = await aQueue();
  const { bodies } = map(queue, async () => OK, { batchSize: 3, windowSeconds: 20 });

  await queue.send('a');
  await queue.send('b');
  await queue.send('c');

  await eventually(bodies).toEqual([['a', 'b', 'c']]);
});

test('hands over a batch that is not full when its window is over', async () => {
  const queue = await aQueue();
  const { bodies } = map(queue, async () => OK, { batchSize: 3, windowSeconds: 0.2 });

  await queue.send('a');

  await eventually(bodies).toEqual([['a']]);
});

test('runs no more batches at a time than allowed', async () => {
  const queue = await aQueue();
  await queue.send('a', 'b', 'c', 'd');
  const release = Promise.withResolvers<InvokeResult>();

  const { bodies } = map(queue, () => release.promise, { batchSize: 1, maxConcurrency: 2 });
  await eventually(() => bodies().length).toBe(2);
  const whileBusy = await queue.depth();
  release.resolve(OK);

  expect(whileBusy).toEqual({ visible: 2, inFlight: 2 });
  await eventually(() => bodies().length).toBe(4);
});

test('delivers nothing while paused and everything after', async () => {
  const queue = await aQueue();
  const { mapping, bodies } = map(queue, async () => OK);
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
  const queue = await aQueue();
  const { mapping } = map(queue, async () => OK);
  await sqs.send(new GetQueueUrlCommand({ QueueName: queue.name }));

  const stoppedAt = performance.now();
  await mapping.stop();

  expect(performance.now() - stoppedAt).toBeLessThan(900);
});

const answer = (payload: unknown): InvokeResult => ({ ok: true, payload });
test.each([
  ['nothing', answer(null), []],
  ['an empty object', answer({}), []],
  ['an empty list', answer({ batchItemFailures: [] }), []],
  ['a list of null', answer({ batchItemFailures: null }), []],
  ['one id', answer({ batchItemFailures: [{ itemIdentifier: 'b' }] }), ['b']],
  ['an empty id', answer({ batchItemFailures: [{ itemIdentifier: '' }] }), ['a', 'b']],
  ['an unknown id', answer({ batchItemFailures: [{ itemIdentifier: 'x' }] }), ['a', 'b']],
  ['a badly named id', answer({ batchItemFailures: [{ messageId: 'a' }] }), ['a', 'b']],
  ['failures that are no list', answer({ batchItemFailures: 'a' }), ['a', 'b']],
  ['a text', answer('done'), ['a', 'b']],
  [
    'an error',
    { ok: false, errorType: 'Error', errorMessage: '', timedOut: false } as InvokeResult,
    ['a', 'b'],
  ],
])('reads %s as the answer to a batch', (_what, result, failed) => {
  expect([...failedIds(result, ['a', 'b'], true)]).toEqual(failed);
});

test('takes any answer as success where item failures are not reported', () => {
  expect(failedIds(answer({ batchItemFailures: [{ itemIdentifier: 'a' }] }), ['a'], false).size).toBe(0);
});
