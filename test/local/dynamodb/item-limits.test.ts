import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import type { Wire } from './subject.ts';
import { B, key, L, M, N, NULL, S, SS, YES } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';
const LARGEST = 400 * 1024;

const filled = (length: number) => S('x'.repeat(length));
const nested = (depth: number): Wire => (depth === 0 ? S('deep') : M({ a: nested(depth - 1) }));

describe('the limits of an item', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
  });

  it('takes 400 KB with all names and values counted, and not one byte more', async () => {
    const place = key('size', '1');
    const keyBytes = 2 + 4 + 2 + 1;
    const fits = LARGEST - keyBytes - 'name'.length;
    const put = (Item: Wire) => ({ TableName: table, Item: { ...place, ...Item } });
    await both.ok('PutItem', put({ name: filled(fits) }));
    await both.refused(INVALID, 'PutItem', put({ name: filled(fits + 1) }));
    await both.refused(INVALID, 'PutItem', put({ names: filled(fits) }));
    await both.ok('PutItem', put({ names: filled(fits - 1) }));
    await both.ok('PutItem', put({ näm: filled(fits) }));
    await both.refused(INVALID, 'PutItem', put({ nämé: filled(fits) }));
    await both.ok('PutItem', put({ name: S(`${'é'.repeat(Math.floor(fits / 2))}${'x'.repeat(fits % 2)}`) }));
    await both.ok('PutItem', put({ name: { B: Buffer.alloc(fits).toString('base64') } }));
    await both.refused(INVALID, 'PutItem', put({ name: { B: Buffer.alloc(fits + 1).toString('base64') } }));
  });

  it('counts what an update would make of it', async () => {
    const Key = key('grown', '1');
    const fits = LARGEST - (2 + 5 + 2 + 1) - 1;
    await both.ok('PutItem', { TableName: table, Item: { ...Key, a: filled(fits) } });
    const grow = (value: Wire) => ({
      TableName: table,
      Key,
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': value },
    });
    await both.ok('UpdateItem', grow(filled(fits)));
    await both.refused(INVALID, 'UpdateItem', grow(filled(fits + 1)));
    await both.refused(INVALID, 'UpdateItem', {
      TableName: table,
      Key,
      UpdateExpression: 'SET b = :b',
      ExpressionAttributeValues: { ':b': YES },
    });
    const { Item } = await both.ok('GetItem', { TableName: table, Key });
    expect(Object.keys(Item as object).toSorted()).toEqual(['a', 'pk', 'sk']);
  });

  it('measures each type alike, found out by how much a text beside it may have', async () => {
    const values: readonly (readonly [Wire, number])[] = [
      [YES, 1],
      [NULL, 1],
      [SS('ab', 'c'), 3],
      [B('abc'), 3],
      [L(), 3],
      [M({}), 3],
      [L(S('ab')), 3 + 1 + 2],
      [M({ a: S('bc') }), 3 + 1 + 1 + 2],
      [L(L(YES)), 3 + 1 + 3 + 1 + 1],
    ];
    for (const [at, [value, bytes]] of values.entries()) {
      const place = key('type', String(at));
      const fits = LARGEST - (2 + 4 + 2 + 1) - (1 + bytes) - 1;
      const put = (length: number) => ({ TableName: table, Item: { ...place, a: value, b: filled(length) } });
      const most = await both.ask('PutItem', put(fits));
      expect.soft(most.error, JSON.stringify(value)).toBeUndefined();
      const above = await both.ask('PutItem', put(fits + 1));
      expect.soft(above.error?.code, JSON.stringify(value)).toBe(INVALID);
    }
  });

  it('takes a number for about half a byte a digit', async () => {
    for (const number of [
      '0',
      '1',
      '10',
      '100',
      '12',
      '123',
      '-1',
      '-123',
      '0.001',
      '1.5',
      '9'.repeat(38),
      '1e125',
    ]) {
      const place = key('number', number.slice(0, 10));
      const sizes: number[] = [];
      for (let bytes = 1; bytes <= 23; bytes += 1) {
        const fits = LARGEST - (2 + 6 + 2 + number.slice(0, 10).length) - (1 + bytes) - 1;
        const { error } = await both.ask('PutItem', {
          TableName: table,
          Item: { ...place, a: N(number), b: filled(fits) },
        });
        if (!error) sizes.push(bytes);
        if (!error) break;
      }
      expect.soft(sizes, number).toHaveLength(1);
    }
  }, 60_000);

  it('takes keys of 2048 and 1024 bytes', async () => {
    const put = (pk: Wire, sk: Wire) => ({ TableName: table, Item: { pk, sk } });
    await both.ok('PutItem', put(filled(2048), filled(1024)));
    await both.refused(INVALID, 'PutItem', put(filled(2049), S('1')));
    await both.refused(INVALID, 'PutItem', put(S('1'), filled(1025)));
    await both.ok('PutItem', put(S('é'.repeat(1024)), S('é'.repeat(512))));
    await both.refused(INVALID, 'PutItem', put(S('é'.repeat(1025)), S('1')));
    await both.refused(INVALID, 'GetItem', { TableName: table, Key: { pk: filled(2049), sk: S('1') } });
  });

  it('takes 32 levels of lists and maps', async () => {
    const put = (depth: number) => ({ TableName: table, Item: { ...key('depth', '1'), a: nested(depth) } });
    for (const depth of [31, 32]) {
      const { error } = await both.ask('PutItem', put(depth));
      expect.soft(error?.code, String(depth)).toBe(depth > 31 ? INVALID : undefined);
    }
    await both.refused(INVALID, 'PutItem', put(40));
  });
});
