import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import type { Wire } from './subject.ts';
import { key, M, N, S } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';

describe('batches', () => {
  let table: string;
  let other: string;
  beforeAll(async () => {
    table = await both.table();
    other = await both.table();
  });
  const put = (Item: Wire) => ({ PutRequest: { Item } });
  const remove = (Key: Wire) => ({ DeleteRequest: { Key } });
  const rows = (pk: string, count: number) => Array.from({ length: count }, (_, at) => key(pk, String(at)));

  it('writes up to 25 rows of any tables, each by itself', async () => {
    const written = await both.ok('BatchWriteItem', {
      RequestItems: { [table]: rows('write', 20).map(put), [other]: rows('write', 5).map(put) },
    });
    expect(written.UnprocessedItems).toEqual({});
    await both.ok('BatchWriteItem', {
      RequestItems: {
        [table]: [
          remove(key('write', '0')),
          put({ ...key('write', '1'), a: N(1) }),
          remove(key('write', 'none')),
        ],
      },
    });
    expect((await both.ok('Scan', { TableName: table, Select: 'COUNT' })).Count).toBe(19);
    expect((await both.ok('Scan', { TableName: other })).Count).toBe(5);
  });

  it('refuses more than 25 writes, none, two of one row, and a request of no kind or of two', async () => {
    const write = (requests: readonly Wire[], more: Wire = {}) => ({
      RequestItems: { [table]: requests, ...more },
    });
    await both.refused(INVALID, 'BatchWriteItem', write(rows('many', 26).map(put)));
    await both.refused(
      INVALID,
      'BatchWriteItem',
      write(rows('many', 20).map(put), { [other]: rows('many', 6).map(put) }),
    );
    await both.refused(INVALID, 'BatchWriteItem', { RequestItems: {} });
    await both.refused(INVALID, 'BatchWriteItem', {});
    await both.refused(INVALID, 'BatchWriteItem', write([]));
    const a = key('many', 'a');
    for (const second of [put({ ...a, n: N(1) }), put(a), remove(a)]) {
      await both.refused(INVALID, 'BatchWriteItem', write([put(a), second]));
      await both.refused(INVALID, 'BatchWriteItem', write([remove(a), second]));
    }
    await both.ok('BatchWriteItem', write([put(a)], { [other]: [put(a)] }));
    await both.refused(INVALID, 'BatchWriteItem', write([{}]));
    await both.refused(
      INVALID,
      'BatchWriteItem',
      write([{ ...put(key('many', 'b')), ...remove(key('many', 'c')) }]),
    );
    await both.refused(
      'ResourceNotFoundException',
      'BatchWriteItem',
      write([put(a)], { [`${other}-none`]: [put(a)] }),
    );
  });

  it('writes nothing where one of its rows is no row', async () => {
    const bad: readonly Wire[] = [
      { pk: S('bad') },
      { ...key('bad', '2'), a: { SS: [] } },
      { ...key('bad', '2'), a: N('x') },
      { ...key('bad', '2'), a: S('x'.repeat(410_000)) },
    ];
    for (const row of bad) {
      const requests = [put(key('bad', '1')), put(row)];
      await both.refused(INVALID, 'BatchWriteItem', { RequestItems: { [table]: requests } });
    }
    expect((await both.ok('GetItem', { TableName: table, Key: key('bad', '1') })).Item).toBeUndefined();
  });

  it('reads up to 100 rows of any tables, those that are there', async () => {
    await both.ok('BatchWriteItem', { RequestItems: { [table]: rows('read', 25).map(put) } });
    const a = { ...key('read', 'a'), n: N(1), m: M({ x: N(1), y: N(2) }) };
    await both.ok('PutItem', { TableName: other, Item: a });
    const read = await both.ok('BatchGetItem', {
      RequestItems: {
        [table]: { Keys: rows('read', 60), ConsistentRead: true },
        [other]: {
          Keys: [key('read', 'a'), ...rows('read', 39)],
          ProjectionExpression: 'm.x, #n',
          ExpressionAttributeNames: { '#n': 'n' },
        },
      },
    });
    const responses = read.Responses as Record<string, readonly Wire[]>;
    expect(responses[table]).toHaveLength(25);
    expect(responses[other]).toEqual([{ n: N(1), m: M({ x: N(1) }) }]);
    expect(read.UnprocessedKeys).toEqual({});
  });

  it('refuses more than 100 keys, none, one twice, and one of another shape', async () => {
    const get = (Keys: readonly Wire[], more: Wire = {}) => ({
      RequestItems: { [table]: { Keys, ...more } },
    });
    await both.refused(INVALID, 'BatchGetItem', get(rows('many', 101)));
    await both.refused(INVALID, 'BatchGetItem', {
      RequestItems: { [table]: { Keys: rows('many', 100) }, [other]: { Keys: rows('many', 1) } },
    });
    await both.refused(INVALID, 'BatchGetItem', { RequestItems: {} });
    await both.refused(INVALID, 'BatchGetItem', get([]));
    await both.refused(INVALID, 'BatchGetItem', get([key('a', 'b'), key('a', 'b')]));
    await both.refused(INVALID, 'BatchGetItem', get([{ pk: S('a') }]));
    await both.refused(INVALID, 'BatchGetItem', get([{ ...key('a', 'b'), c: S('d') }]));
    await both.refused(INVALID, 'BatchGetItem', get([key('a', 'b')], { ProjectionExpression: 'a,' }));
    const none = { [`${other}-none`]: { Keys: [key('a', 'b')] } };
    await both.refused('ResourceNotFoundException', 'BatchGetItem', { RequestItems: none });
  });

  it('leaves what is above 16 MB of a read for another request', async () => {
    const Keys = rows('large', 45);
    for (const row of Keys) {
      await both.ok('PutItem', { TableName: table, Item: { ...row, a: S('x'.repeat(400_000)) } });
    }
    for (const subject of both.subjects()) {
      const read = async (wanted: unknown) => {
        const request = { RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } };
        const { Responses, UnprocessedKeys } = (await subject.perform('BatchGetItem', request)).output as {
          Responses: Record<string, unknown[]>;
          UnprocessedKeys: Record<string, { Keys: unknown[]; ConsistentRead: boolean } | undefined>;
        };
        const left = UnprocessedKeys[table];
        if (left) expect(left.ConsistentRead, subject.name).toBe(true);
        return { read: Responses[table]?.length ?? 0, left: left?.Keys ?? [] };
      };
      const first = await read(Keys);
      expect(first.read, subject.name).toBe(41);
      expect(first.left, subject.name).toHaveLength(4);
      expect(await read(first.left), subject.name).toEqual({ read: 4, left: [] });
    }
  });
});
