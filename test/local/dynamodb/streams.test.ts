import { describe, expect, it } from 'vitest';
import { inOneOrder } from './comparable.ts';
import { conformance } from './conformance.ts';
import { emulatorCutsTimesToMinutes, emulatorStreamsEmptyMapsUntyped } from './known-differences.ts';
import { readStream, recordsByKey, streamOf } from './read-stream.ts';
import type { Subject, Wire } from './subject.ts';
import { key, L, M, N, S, SS } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';

const streaming = (StreamViewType: string) => ({
  StreamSpecification: { StreamEnabled: true, StreamViewType },
});

describe('streams', () => {
  const same = async (table: string) => {
    const [engine, ...others] = await Promise.all(
      both.subjects().map((subject) => recordsByKey(subject, table)),
    );
    for (const other of others) expect(other).toEqual(engine);
    return engine as Record<string, readonly Wire[]>;
  };

  const played = async (view: string) => {
    const table = await both.table(streaming(view));
    const a = key('a', '1');
    const item = { ...a, n: N(1), l: L(), e: S(''), ss: SS('b', 'a') };
    const put = (Item: Wire) => both.ok('PutItem', { TableName: table, Item });
    const update = (UpdateExpression: string, values?: Wire) =>
      both.ok('UpdateItem', {
        TableName: table,
        Key: a,
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
      });
    await put(item);
    await update('SET n = n + :n', { ':n': N(1) });
    await update('SET m = :m REMOVE l', { ':m': M({ deep: L(N(1)) }) });
    await put({ ...a, n: N(3) });
    await both.ok('DeleteItem', { TableName: table, Key: a });
    await put(item);
    await both.ok('BatchWriteItem', {
      RequestItems: { [table]: [{ PutRequest: { Item: key('b', '1') } }, { DeleteRequest: { Key: a } }] },
    });
    await both.ok('UpdateItem', { TableName: table, Key: key('c', '1') });
    return table;
  };

  it.each(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'])(
    'tell the changes of an item in their order with %s',
    async (view) => {
      const records = await same(await played(view));
      const names = Object.values(records).map((list) => list.map(({ eventName }) => eventName));
      expect(names).toEqual([
        ['INSERT', 'MODIFY', 'MODIFY', 'MODIFY', 'REMOVE', 'INSERT', 'REMOVE'],
        ['INSERT'],
        ['INSERT'],
      ]);
    },
  );

  it('tell nothing of a write that changes nothing', async () => {
    const table = await both.table(streaming('NEW_AND_OLD_IMAGES'));
    const a = key('a', '1');
    const item = { ...a, n: N(1), ss: SS('a', 'b'), m: M({ x: L(N(1)) }) };
    await both.ok('PutItem', { TableName: table, Item: item });
    await both.ok('PutItem', { TableName: table, Item: { ...item, n: N('1.0'), ss: SS('b', 'a') } });
    const update = (UpdateExpression: string, values?: Wire) => ({
      TableName: table,
      Key: a,
      UpdateExpression,
      ...(values && { ExpressionAttributeValues: values }),
    });
    await both.ok('UpdateItem', update('SET n = :n', { ':n': N(1) }));
    await both.ok('UpdateItem', update('SET m.x[0] = :n, ss = ss', { ':n': N('1.00') }));
    await both.ok('UpdateItem', update('REMOVE gone'));
    await both.ok('UpdateItem', update('ADD ss :s', { ':s': SS('a') }));
    await both.ok('UpdateItem', { TableName: table, Key: a });
    await both.ok('DeleteItem', { TableName: table, Key: key('a', 'none') });
    await both.ok('BatchWriteItem', { RequestItems: { [table]: [{ PutRequest: { Item: item } }] } });
    await both.ok('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: table, Item: item } },
        { Delete: { TableName: table, Key: key('a', 'none') } },
        {
          ConditionCheck: {
            TableName: table,
            Key: key('a', 'two'),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ],
    });
    await both.refused('ConditionalCheckFailedException', 'UpdateItem', {
      ...update('SET n = :n', { ':n': N(5) }),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    expect(Object.values(await same(table)).map((list) => list.length)).toEqual([1]);
  });

  it('tell all of a transaction or nothing', async () => {
    const table = await both.table(streaming('NEW_AND_OLD_IMAGES'));
    const put = (sk: string, more: Wire = {}) => ({ Put: { TableName: table, Item: key('t', sk), ...more } });
    const never = { ConditionExpression: 'attribute_exists(pk)' };
    await both.refused('TransactionCanceledException', 'TransactWriteItems', {
      TransactItems: [put('1'), put('2', never)],
    });
    await both.ok('TransactWriteItems', { TransactItems: [put('3'), put('4')] });
    expect(Object.keys(await same(table))).toHaveLength(2);
  });

  it('type an empty map, which DynamoDB Local leaves without its type', async () => {
    const table = await both.table(streaming('NEW_IMAGE'));
    const item = { ...key('a', '1'), m: M({}), in: M({ m: M({}) }) };
    await both.ok('PutItem', { TableName: table, Item: item });
    for (const subject of both.subjects()) {
      const [record] = await readStream(subject, table);
      const image = (record as { dynamodb: { NewImage: Wire } }).dynamodb.NewImage;
      const isEmulator = subject === both.subjects().at(-1);
      if (isEmulator) expect(image.m, emulatorStreamsEmptyMapsUntyped.emulator).toEqual({});
      else expect(image, emulatorStreamsEmptyMapsUntyped.source).toEqual(item);
    }
  });

  it('number their records in growing order and say when, DynamoDB Local to the minute', async () => {
    const table = await played('KEYS_ONLY');
    for (const subject of both.subjects()) {
      const records = (await readStream(subject, table)).map(({ dynamodb }) => dynamodb as Wire);
      const numbers = records.map(({ SequenceNumber }) => BigInt(String(SequenceNumber)));
      const growing = numbers.toSorted((one, two) => (one < two ? -1 : 1));
      expect(numbers, subject.name).toEqual(growing);
      expect(new Set(numbers).size, subject.name).toBe(records.length);
      const times = records.map(({ ApproximateCreationDateTime }) => Number(ApproximateCreationDateTime));
      expect(times.every(Number.isInteger), subject.name).toBe(true);
      const isEmulator = subject === both.subjects().at(-1);
      if (isEmulator) {
        expect(
          times.every((time) => time % 60 === 0),
          emulatorCutsTimesToMinutes.emulator,
        ).toBe(true);
      }
    }
  });

  describe('read by iterators', () => {
    const iterator = async (subject: Subject, table: string, how: Wire) => {
      const { arn, shards } = await streamOf(subject, table);
      const asked = { StreamArn: arn, ShardId: shards[0], ...how };
      return subject.perform('GetShardIterator', asked);
    };
    const records = async (subject: Subject, ShardIterator: unknown, more: Wire = {}) => {
      const { output, error } = await subject.perform('GetRecords', { ShardIterator, ...more });
      if (error) throw new Error(`${subject.name}: ${error.message}`);
      return { list: output.Records as readonly Wire[], next: output.NextShardIterator };
    };
    const keysIn = (list: readonly Wire[]) =>
      list.map(({ dynamodb }) => ((dynamodb as Wire).Keys as { sk: { S: string } }).sk.S);

    const written = async () => {
      const table = await both.table(streaming('KEYS_ONLY'));
      for (const sk of ['1', '2', '3', '4'])
        await both.ok('PutItem', { TableName: table, Item: key('a', sk) });
      return table;
    };

    it('they start at the oldest record, at one, after one, and after the last', async () => {
      const table = await written();
      for (const subject of both.subjects()) {
        const from = async (how: Wire) => {
          const { output, error } = await iterator(subject, table, how);
          if (error) throw new Error(`${subject.name}: ${error.message}`);
          return output.ShardIterator;
        };
        const all = await records(subject, await from({ ShardIteratorType: 'TRIM_HORIZON' }));
        expect(keysIn(all.list), subject.name).toEqual(['1', '2', '3', '4']);
        const second = (all.list[1] as { dynamodb: Wire }).dynamodb.SequenceNumber;
        const at = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: second };
        expect(keysIn((await records(subject, await from(at))).list), subject.name).toEqual(['2', '3', '4']);
        const after = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: second };
        expect(keysIn((await records(subject, await from(after))).list), subject.name).toEqual(['3', '4']);
        const latest = await from({ ShardIteratorType: 'LATEST' });
        expect(keysIn((await records(subject, latest)).list), subject.name).toEqual([]);
        await subject.perform('PutItem', { TableName: table, Item: key('a', '5') });
        expect(keysIn((await records(subject, latest)).list), subject.name).toEqual(['5']);
        expect(keysIn((await records(subject, all.next)).list), subject.name).toEqual(['5']);
      }
    });

    it('they go on where a page ended and may be used again', async () => {
      const table = await written();
      for (const subject of both.subjects()) {
        const { output } = await iterator(subject, table, { ShardIteratorType: 'TRIM_HORIZON' });
        const first = await records(subject, output?.ShardIterator, { Limit: 3 });
        expect(keysIn(first.list), subject.name).toEqual(['1', '2', '3']);
        const next = await records(subject, first.next, { Limit: 3 });
        expect(keysIn(next.list), subject.name).toEqual(['4']);
        expect(next.next, subject.name).toBeDefined();
        expect(keysIn((await records(subject, next.next)).list), subject.name).toEqual([]);
        expect(keysIn((await records(subject, first.next, { Limit: 3 })).list), subject.name).toEqual(['4']);
      }
    });

    it('they are refused for what is no stream, no shard, no number and no iterator', async () => {
      const table = await written();
      const plain = await both.table();
      const listed = await both.ask('ListStreams', { TableName: plain });
      expect(inOneOrder(listed.output?.Streams)).toEqual([]);
      await both.refused(INVALID, 'GetRecords', { ShardIterator: 'none' });
      for (const subject of both.subjects()) {
        const { arn, shards } = await streamOf(subject, table);
        const code = async (action: string, input: Wire) =>
          (await subject.perform(action, input)).error?.code;
        const at = { StreamArn: arn, ShardId: shards[0] };
        const missing = 'ResourceNotFoundException';
        expect(await code('DescribeStream', { StreamArn: `${arn}x` }), subject.name).toBe(missing);
        const noShard = 'shardId-00000000000000000000-00000000';
        const latest = { ShardIteratorType: 'LATEST' };
        expect(await code('GetShardIterator', { ...at, ShardId: noShard, ...latest }), subject.name).toBe(
          missing,
        );
        const numberless = { ...at, ShardIteratorType: 'AT_SEQUENCE_NUMBER' };
        expect(await code('GetShardIterator', numberless), subject.name).toBe(INVALID);
        expect(await code('GetRecords', {}), subject.name).toBe(INVALID);
      }
    });
  });
});
