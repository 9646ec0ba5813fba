import { expect, test } from 'vitest';
import { createBatcher } from '../../scripts/local/mappings/batcher.ts';
import {
  type DeliveryOptions,
  type Discard,
  deliverInOrder,
} from '../../scripts/local/mappings/deliver-in-order.ts';
import type { EventRecord } from '../../scripts/local/mappings/stream-event.ts';
import type { InvokeResult } from '../../scripts/local/types.ts';

const record = (id: string, createdAt = 0): EventRecord => ({
  eventID: id,
  eventName: 'INSERT',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  eventSourceARN: 'arn',
  dynamodb: { SequenceNumber: id, ApproximateCreationDateTime: createdAt },
});

const BROKEN: InvokeResult = { ok: false, errorType: 'Error', errorMessage: 'broken', timedOut: false };
const failing = (...ids: string[]): InvokeResult => ({
  ok: true,
  payload: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) },
});

const deliver = async (
  records: readonly EventRecord[],
  answer: (ids: string[], invocation: number) => InvokeResult,
  spec: Partial<DeliveryOptions['spec']> = {},
  gate: Partial<DeliveryOptions['gate']> = {},
) => {
  const invoked: string[] = [];
  const discarded: (Omit<Discard, 'records'> & { records: string })[] = [];
  const idsOf = (some: readonly EventRecord[]) => some.map(({ eventID = '' }) => eventID);
  await deliverInOrder(records, {
    spec: {
      bisectOnError: false,
      maxRetries: undefined,
      maxAgeSeconds: undefined,
      reportBatchItemFailures: true,
      ...spec,
    },
    gate: { whenOpen: async () => {}, isStopped: () => false, delay: async () => {}, ...gate },
    now: () => 1_000_000,
    async invoke(some) {
      invoked.push(idsOf(some).join(''));
      return answer(idsOf(some), invoked.length);
    },
    async discard(given) {
      discarded.push({ ...given, records: idsOf(given.records).join('') });
    },
  });
  return { invoked, discarded };
};

const abcd = ['a', 'b', 'c', 'd'].map((id) => record(id));
const poisonedBy = (poison: string) => (ids: string[]) => (ids.includes(poison) ? BROKEN : failing());

test('invokes once for a batch that goes well', async () => {
  expect(await deliver(abcd, () => failing())).toEqual({ invoked: ['abcd'], discarded: [] });
});

test('tries a failed batch again as a whole, without end unless told', async () => {
  const { invoked } = await deliver(abcd, (_ids, count) => (count < 5 ? BROKEN : failing()));

  expect(invoked).toEqual(['abcd', 'abcd', 'abcd', 'abcd', 'abcd']);
});

test('gives up a whole batch when its retries are used up', async () => {
  const { invoked, discarded } = await deliver(abcd, () => BROKEN, { maxRetries: 2 });

  expect(invoked).toEqual(['abcd', 'abcd', 'abcd']);
  expect(discarded).toEqual([{ records: 'abcd', condition: 'RetryAttemptsExhausted', invokeCount: 3 }]);
});

test('starts again at the lowest of the failed sequence numbers', async () => {
  const { invoked } = await deliver(abcd, (_ids, count) => (count === 1 ? failing('d', 'b') : failing()));

  expect(invoked).toEqual(['abcd', 'bcd']);
});

test('counts the retries of the first failed record, and gives up what follows it with it', async () => {
  const { invoked, discarded } = await deliver(abcd, (ids) => failing(...ids.filter((id) => id === 'b')), {
    maxRetries: 2,
  });

  expect(invoked).toEqual(['abcd', 'bcd', 'bcd']);
  expect(discarded).toEqual([{ records: 'bcd', condition: 'RetryAttemptsExhausted', invokeCount: 3 }]);
});

test('splits a failed batch until the poisoned record stands alone, in order', async () => {
  const { invoked, discarded } = await deliver(abcd, poisonedBy('c'), { bisectOnError: true, maxRetries: 1 });

  expect(invoked).toEqual(['abcd', 'ab', 'cd', 'c', 'c', 'd']);
  expect(discarded).toEqual([{ records: 'c', condition: 'RetryAttemptsExhausted', invokeCount: 2 }]);
});

test('splits at the record that was reported, and in halves when that is the first', async () => {
  const { invoked, discarded } = await deliver(abcd, (ids) => failing(...ids.filter((id) => id === 'b')), {
    bisectOnError: true,
    maxRetries: 0,
  });

  expect(invoked).toEqual(['abcd', 'bcd', 'bc', 'b', 'c', 'd']);
  expect(discarded).toEqual([{ records: 'b', condition: 'RetryAttemptsExhausted', invokeCount: 1 }]);
});

test('gives up records that are too old and delivers the younger', async () => {
  const records = [record('a', 100), record('b', 939), record('c', 940), record('d', 1000)];

  const { invoked, discarded } = await deliver(records, () => failing(), { maxAgeSeconds: 60 });

  expect(invoked).toEqual(['cd']);
  expect(discarded).toEqual([{ records: 'ab', condition: 'RecordAgeExceeded', invokeCount: 0 }]);
});

test('gives up no record that may be younger than a stamp of the whole minute says', async () => {
  const records = [record('a', 840), record('b', 900), record('c', 960)];

  const { invoked, discarded } = await deliver(records, () => failing(), { maxAgeSeconds: 60 });

  expect(invoked).toEqual(['bc']);
  expect(discarded).toEqual([{ records: 'a', condition: 'RecordAgeExceeded', invokeCount: 0 }]);
});

test('invokes no more once it is stopped', async () => {
  let stopped = false;
  const answer = () => {
    stopped = true;
    return BROKEN;
  };

  const { invoked } = await deliver(abcd, answer, {}, { isStopped: () => stopped });

  expect(invoked).toEqual(['abcd']);
});

test('cuts a batch that would not fit one invocation', async () => {
  const sizes: number[] = [];
  const large = ['a', 'b', 'c'].map((id) => {
    const { dynamodb, ...rest } = record(id);
    return { ...rest, dynamodb: { ...dynamodb, NewImage: { text: { S: 'x'.repeat(2.5 * 1024 * 1024) } } } };
  });
  const batcher = createBatcher(
    { batchSize: 100, windowSeconds: 0 },
    async (records) => void sizes.push(records.length),
  );

  await batcher.add(large);

  expect(sizes).toEqual([2, 1]);
});

test('gathers records for the length of the window', async () => {
  const batches: string[] = [];
  let now = 0;
  const batcher = createBatcher(
    { batchSize: 3, windowSeconds: 1 },
    async (records) => void batches.push(records.map(({ eventID }) => eventID).join('')),
    () => now,
  );

  await batcher.add(abcd);
  now = 999;
  await batcher.add([record('e')]);
  now = 1000;
  await batcher.add([]);

  expect(batches).toEqual(['abc', 'de']);
});
