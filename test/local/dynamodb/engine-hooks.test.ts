import { describe, expect, it } from 'vitest';
import { engineTable, failureOf, key, START_MS, TableName } from './engine-table.ts';

const HOUR_MS = 3_600_000;

describe('a batch', () => {
  it('leaves the entries that the hook names, and does the others', () => {
    const { store, get } = engineTable({ unprocessed: (_, index) => index % 2 === 1 });
    const requests = ['0', '1', '2', '3'].map((sk) => ({ PutRequest: { Item: key(sk) } }));
    expect(store.perform('BatchWriteItem', { RequestItems: { [TableName]: requests } })).toEqual({
      UnprocessedItems: { [TableName]: [requests[1], requests[3]] },
    });
    expect(['0', '1', '2', '3'].map((sk) => get(sk) !== undefined)).toEqual([true, false, true, false]);
    const Keys = ['0', '2'].map((sk) => key(sk));
    expect(
      store.perform('BatchGetItem', { RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
    ).toEqual({
      Responses: { [TableName]: [key('0')] },
      UnprocessedKeys: { [TableName]: { Keys: [key('2')], ConsistentRead: true } },
    });
  });
});

describe('time to live', () => {
  const expiring = (sk: string, atMs: number) => ({ ...key(sk), until: { N: String(atMs / 1000) } });
  const enabled = (table: ReturnType<typeof engineTable>) => {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'until' };
    table.store.perform('UpdateTimeToLive', { TableName, TimeToLiveSpecification });
    return table;
  };

  it('removes what is past it when asked to, and says in the stream that the service did', () => {
    const table = enabled(engineTable());
    table.put(expiring('1', START_MS + HOUR_MS));
    table.put(expiring('2', START_MS + 2 * HOUR_MS));
    table.put({ ...key('3'), until: { S: 'text' } });
    table.put(key('4'));
    table.advance(HOUR_MS - 1000);
    expect(table.store.expire()).toBe(0);
    table.advance(1000);
    expect(table.store.expire()).toBe(1);
    expect(table.changes.at(-1)).toMatchObject({
      eventName: 'REMOVE',
      keys: key('1'),
      oldImage: expiring('1', START_MS + HOUR_MS),
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
    expect(table.store.rows(TableName)).toHaveLength(3);
  });

  it('leaves what expired five years ago, and what a transaction holds', () => {
    const table = enabled(engineTable());
    table.put(expiring('old', START_MS - 5 * 365 * 24 * HOUR_MS));
    table.put(expiring('held', START_MS));
    const open = table.store.begin({ TransactItems: [{ Delete: { TableName, Key: key('held') } }] });
    expect(table.store.expire()).toBe(0);
    open.abandon();
    expect(table.store.expire()).toBe(1);
  });
});

describe('a stream', () => {
  type Store = ReturnType<typeof engineTable>['store'];
  const shardsOf = (store: Store) => {
    const [stream] = store.perform('ListStreams', { TableName }).Streams as { StreamArn: string }[];
    const StreamArn = stream?.StreamArn;
    const { StreamDescription } = store.perform('DescribeStream', { StreamArn });
    return (StreamDescription as { Shards: { ShardId: string }[] }).Shards.map(({ ShardId }) => ({
      StreamArn,
      ShardId,
    }));
  };
  type Records = { dynamodb: { Keys: { pk: { S: string }; sk: { S: string } }; SequenceNumber: string } }[];
  const read = (store: Store, shard: object, from: object = { ShardIteratorType: 'TRIM_HORIZON' }) => {
    const { ShardIterator } = store.perform('GetShardIterator', { ...shard, ...from });
    return store.perform('GetRecords', { ShardIterator }).Records as Records;
  };

  it('has each partition in one shard, in order, and all shards in use', () => {
    const { store, put, changes } = engineTable({ shards: 4 });
    for (let index = 0; index < 100; index += 1) put(key(String(index).padStart(3, '0'), `p${index % 20}`));
    const shards = shardsOf(store).map((shard) => read(store, shard));
    expect(shards.map((records) => records.length > 0)).toEqual([true, true, true, true]);
    expect(shards.flat()).toHaveLength(100);
    const partitions = shards.map((records) => new Set(records.map(({ dynamodb }) => dynamodb.Keys.pk.S)));
    expect(partitions.reduce((total, { size }) => total + size, 0)).toBe(20);
    for (const records of shards) {
      const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
      expect(numbers).toEqual(numbers.toSorted());
    }
    expect(new Set(changes.map(({ shard }) => shard))).toEqual(new Set([0, 1, 2, 3]));
  });

  it('keeps its records for a day, and tells who comes for older ones', () => {
    const { store, put, advance } = engineTable();
    const [shard = {}] = shardsOf(store);
    put(key('1'));
    const [first] = read(store, shard);
    const { ShardIterator } = store.perform('GetShardIterator', {
      ...shard,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    advance(24 * HOUR_MS);
    put(key('2'));
    expect(read(store, shard)).toHaveLength(2);
    advance(1);
    expect(read(store, shard).map(({ dynamodb }) => dynamodb.Keys.sk.S)).toEqual(['2']);
    const SequenceNumber = first?.dynamodb.SequenceNumber;
    for (const ShardIteratorType of ['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']) {
      expect(failureOf(() => read(store, shard, { ShardIteratorType, SequenceNumber })).code).toBe(
        'TrimmedDataAccessException',
      );
    }
    expect(failureOf(() => store.perform('GetRecords', { ShardIterator })).code).toBe(
      'ExpiredIteratorException',
    );
  });

  it('begins at the newest record, at one, or after one', () => {
    const { store, put } = engineTable();
    const [shard = {}] = shardsOf(store);
    for (const sk of ['1', '2', '3']) put(key(sk));
    const SequenceNumber = read(store, shard)[1]?.dynamodb.SequenceNumber;
    const from = (ShardIteratorType: string) =>
      read(store, shard, {
        ShardIteratorType,
        ...(ShardIteratorType !== 'LATEST' && { SequenceNumber }),
      }).map(({ dynamodb }) => dynamodb.Keys.sk.S);
    expect(from('AT_SEQUENCE_NUMBER')).toEqual(['2', '3']);
    expect(from('AFTER_SEQUENCE_NUMBER')).toEqual(['3']);
    expect(from('LATEST')).toEqual([]);
  });
});
