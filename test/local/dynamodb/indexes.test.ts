import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import type { Wire } from './subject.ts';
import { indexBy, texts } from './table-shape.ts';
import { B, key, M, N, NULL, S } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';

const shape = {
  AttributeDefinitions: [...texts('pk', 'sk', 'kind'), { AttributeName: 'at', AttributeType: 'N' }],
  GlobalSecondaryIndexes: [
    indexBy('all', ['kind', 'at'], 'ALL'),
    indexBy('keys', ['kind'], 'KEYS_ONLY'),
    indexBy('some', ['kind', 'at'], 'INCLUDE', ['a', 'm']),
    indexBy('turned', ['sk', 'pk'], 'KEYS_ONLY'),
  ],
};

describe('global secondary indexes', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table(shape);
  });
  const query = (IndexName: string, kind: string, more: Wire = {}) => ({
    TableName: table,
    IndexName,
    KeyConditionExpression: 'kind = :k',
    ExpressionAttributeValues: { ':k': S(kind) },
    ...more,
  });
  const put = (Item: Wire) => both.ok('PutItem', { TableName: table, Item });

  it('hold the rows that have all of their keys, and follow every write', async () => {
    await put({ ...key('sparse', '1'), kind: S('sparse') });
    await put({ ...key('sparse', '2'), at: N(1) });
    await put({ ...key('sparse', '3'), kind: S('sparse'), at: N(1), a: S('x') });
    const counts = async () => {
      const found: unknown[] = [];
      for (const name of ['all', 'keys', 'some'])
        found.push((await both.ok('Query', query(name, 'sparse', { Select: 'COUNT' }))).Count);
      return found;
    };
    expect(await counts()).toEqual([1, 2, 1]);
    const update = (sk: string, UpdateExpression: string, values?: Wire) =>
      both.ok('UpdateItem', {
        TableName: table,
        Key: key('sparse', sk),
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
      });
    await both.ok('UpdateItem', {
      TableName: table,
      Key: key('sparse', '1'),
      UpdateExpression: 'SET #at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':at': N(5) },
    });
    expect(await counts()).toEqual([2, 2, 2]);
    await update('3', 'REMOVE kind');
    expect(await counts()).toEqual([1, 1, 1]);
    await update('1', 'SET kind = :k', { ':k': S('moved') });
    expect(await counts()).toEqual([0, 0, 0]);
    expect((await both.ok('Query', query('all', 'moved'))).Count).toBe(1);
    await both.ok('DeleteItem', { TableName: table, Key: key('sparse', '1') });
    expect((await both.ok('Query', query('keys', 'moved'))).Count).toBe(0);
  });

  it('show what they project and no more', async () => {
    const row = { ...key('shown', '1'), kind: S('shown'), at: N(1), a: S('x'), m: M({ n: N(1) }), b: S('y') };
    await put(row);
    const shown = async (name: string, more: Wire = {}) =>
      (await both.ok('Query', query(name, 'shown', more))).Items;
    expect(await shown('all')).toEqual([row]);
    expect(await shown('keys')).toEqual([{ ...key('shown', '1'), kind: S('shown') }]);
    const { b: _, ...some } = row;
    expect(await shown('some')).toEqual([some]);
    expect(await shown('some', { ProjectionExpression: 'm.n, pk' })).toEqual([
      { pk: S('shown'), m: M({ n: N(1) }) },
    ]);
    await shown('some', { Select: 'ALL_PROJECTED_ATTRIBUTES' });
    await shown('all', { Select: 'ALL_ATTRIBUTES' });
    await both.refused(INVALID, 'Query', query('some', 'shown', { Select: 'ALL_ATTRIBUTES' }));
    await both.refused(INVALID, 'Query', query('keys', 'shown', { ProjectionExpression: 'a' }));
    await both.refused(INVALID, 'Query', query('all', 'shown', { ConsistentRead: true }));
    await both.refused(INVALID, 'Scan', { TableName: table, IndexName: 'all', ConsistentRead: true });
    await both.ok('Scan', { TableName: table, IndexName: 'some' });
  });

  it('sort by their own key, and rows of one key by no promise', async () => {
    for (const [at, number] of [10, 9, -1, 100, 0.5].entries()) {
      await put({ ...key('sorted', String(at)), kind: S('sorted'), at: N(number) });
    }
    const numbers = ((await both.ok('Query', query('all', 'sorted'))).Items as { at: unknown }[]).map(
      ({ at }) => at,
    );
    expect(numbers).toEqual([-1, 0.5, 9, 10, 100].map(N));
    await both.ok('Query', query('all', 'sorted', { ScanIndexForward: false, Limit: 2 }));
    const ranged = { ':k': S('sorted'), ':a': N(0), ':b': N(10) };
    const between = {
      TableName: table,
      IndexName: 'all',
      KeyConditionExpression: 'kind = :k AND #at BETWEEN :a AND :b',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: ranged,
    };
    expect((await both.ok('Query', between)).Count).toBe(3);

    const same = ['c', 'a', 'b', 'e', 'd'];
    for (const sk of same) await put({ ...key('same', sk), kind: S('same'), at: N(1) });
    for (const subject of both.subjects()) {
      const found: string[] = [];
      let start: unknown;
      do {
        const more = { Limit: 2, ...(start !== undefined && { ExclusiveStartKey: start }) };
        const { output } = await subject.perform('Query', query('all', 'same', more));
        found.push(...((output?.Items ?? []) as { sk: { S: string } }[]).map(({ sk }) => sk.S));
        start = output?.LastEvaluatedKey;
      } while (start !== undefined);
      expect(found.toSorted(), subject.name).toEqual(same.toSorted());
    }
  });

  it('turn a table round', async () => {
    for (const pk of ['t1', 't2', 't3']) await put(key(pk, 'turned'));
    const turned = {
      TableName: table,
      IndexName: 'turned',
      KeyConditionExpression: 'sk = :s AND begins_with(pk, :t)',
      ExpressionAttributeValues: { ':s': S('turned'), ':t': S('t') },
    };
    const { Items, LastEvaluatedKey } = await both.ok('Query', { ...turned, Limit: 2 });
    expect(Items).toHaveLength(2);
    expect(LastEvaluatedKey).toEqual(key('t2', 'turned'));
    await both.ok('Query', { ...turned, ExclusiveStartKey: LastEvaluatedKey });
  });

  it('refuse a key of another type, an empty one, and one that is too long, but not a missing one', async () => {
    const bad: readonly Wire[] = [
      { kind: N(1) },
      { kind: NULL },
      { kind: S('') },
      { kind: B('k') },
      { at: S('1') },
      { kind: S('x'.repeat(2049)) },
    ];
    for (const marks of bad) {
      const Item = { ...key('bad', '1'), ...marks };
      await both.refused(INVALID, 'PutItem', { TableName: table, Item });
      await both.refused(INVALID, 'BatchWriteItem', {
        RequestItems: { [table]: [{ PutRequest: { Item } }] },
      });
      const [[name, value]] = Object.entries(marks) as [[string, unknown]];
      await both.refused(INVALID, 'UpdateItem', {
        TableName: table,
        Key: key('bad', '1'),
        UpdateExpression: 'SET #n = :v',
        ExpressionAttributeNames: { '#n': name },
        ExpressionAttributeValues: { ':v': value },
      });
    }
    await put({ ...key('bad', '1'), kind: S('x'.repeat(2048)) });
    const start = { ...key('bad', '1') };
    await both.refused(INVALID, 'Query', query('all', 'bad', { ExclusiveStartKey: start }));
  });

  it('may be filtered by the keys of the table, not by their own', async () => {
    await put({ ...key('filter', '1'), kind: S('filter'), at: N(1) });
    const filter = (FilterExpression: string, names: Wire = {}) =>
      query('all', 'filter', {
        FilterExpression,
        ExpressionAttributeValues: { ':k': S('filter') },
        ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      });
    expect((await both.ok('Query', filter('pk = :k'))).Count).toBe(1);
    await both.refused(INVALID, 'Query', filter('kind = :k'));
    await both.refused(INVALID, 'Query', filter('attribute_exists(#at)', { '#at': 'at' }));
  });
});
