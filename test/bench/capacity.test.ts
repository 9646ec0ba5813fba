import { describe, expect, it } from 'vitest';
import { itemBytes, readUnits, writeUnits } from '../../scripts/bench/capacity.ts';
import { usageOf } from '../../scripts/bench/recorded-usage.ts';

const long = (bytes: number) => ({ S: 'x'.repeat(bytes) });

describe('the size of an item', () => {
  it('is that of its names and values in UTF-8, containers and marks included', () => {
    expect(itemBytes({ pk: { S: 'BIZ#1' } })).toBe(7);
    expect(itemBytes({ name: { S: 'Zoë' } })).toBe(8);
    expect(itemBytes({ ok: { BOOL: true }, none: { NULL: true } })).toBe(8);
    expect(itemBytes({ n: { N: '1234' } })).toBe(4);
    expect(itemBytes({ m: { M: { a: { S: 'b' } } } })).toBe(7);
    expect(itemBytes({ l: { L: [{ S: 'ab' }, { S: 'c' }] } })).toBe(9);
  });
});

describe('units', () => {
  it('of a write are one a kilobyte begun, and two of it in a transaction', () => {
    expect([1, 1024, 1025].map((size) => writeUnits(size))).toEqual([1, 1, 2]);
    expect([1, 1025].map((size) => writeUnits(size, true))).toEqual([2, 4]);
  });

  it('of a read are one for each four kilobytes of the sum, half where the newest is not asked for', () => {
    expect(readUnits(4096, true)).toBe(1);
    expect(readUnits(4097, false)).toBe(1);
    expect(readUnits(0, false)).toBe(0.5);
  });
});

const call = (action: string, input: object, answer: object = {}, status = 200) => ({
  caller: 'voice/agent',
  call: { service: 'dynamodb', action, input } as never,
  answer: { status, body: JSON.stringify(answer) },
});
const key = { pk: { S: 'BIZ#1' }, sk: { S: 'D#2026-11-24' } };
const nothingElse = () => 100;

describe('recorded calls', () => {
  it('use what the formula says, the row as it became where only a part of it was sent', () => {
    const used = usageOf(
      [
        call('Query', {}, { Items: [{ a: long(3000) }, { a: long(3000) }] }),
        call('GetItem', { ConsistentRead: true }, { Item: { a: long(5000) } }),
        call('PutItem', { Item: { ...key, a: long(1500) } }),
        call('UpdateItem', { Key: { ...key, sk: { S: 'D#2026-11-25' } }, UpdateExpression: 'SET q60 = :b' }),
      ],
      (pk, sk) => (pk === 'BIZ#1' && sk.startsWith('D#') ? 2100 : 1),
    );

    expect(used.map((one) => [one.readUnits, one.writeUnits])).toEqual([
      [1, 0],
      [2, 0],
      [0, 2],
      [0, 3],
    ]);
  });

  it('use two units for each kilobyte of a transaction, which DynamoDB Local does not say', () => {
    const [booking] = usageOf(
      [
        call('TransactWriteItems', {
          TransactItems: [
            { Put: { Item: { ...key, a: long(500) } } },
            { Update: { Key: key, UpdateExpression: 'SET q60 = :b' } },
            { Put: { Item: { ...key, a: long(500) } } },
          ],
        }),
      ],
      nothingElse,
    );

    expect(booking).toMatchObject({ entries: 3, writeUnits: 6 });
  });

  it('take a row that grew later for what it was when it was made', () => {
    const made = { Key: key, ConditionExpression: 'attribute_not_exists(pk)' };
    const grown = { Key: key, ConditionExpression: '#epoch = :asRead' };

    const used = usageOf(
      [
        call('UpdateItem', { ...made, ExpressionAttributeValues: { ':a': long(500) } }),
        call('UpdateItem', { ...grown, ExpressionAttributeValues: { ':a': long(1500) } }),
        call('UpdateItem', { ...grown, ExpressionAttributeValues: { ':b': long(1) } }),
      ],
      () => 1700,
    );

    expect(used.map(({ writeUnits: units }) => units)).toEqual([1, 2, 2]);
  });

  it('pay for entering, moving in and leaving the index of what is due', () => {
    const due = { duePk: { S: 'DUE#1' }, dueSk: { S: '1' } };

    const used = usageOf(
      [
        call('PutItem', { Item: { ...key, ...due } }),
        call('UpdateItem', { Key: key, UpdateExpression: 'SET duePk = :pk, dueSk = :sk' }),
        call('UpdateItem', { Key: key, UpdateExpression: 'SET x = :x REMOVE duePk, dueSk' }),
        call('UpdateItem', { Key: key, UpdateExpression: 'REMOVE duePk, dueSk' }),
      ],
      nothingElse,
    );

    expect(used.map(({ writeUnits: units }) => units)).toEqual([2, 3, 2, 1]);
  });

  it('pay for what a condition refused, except in the index', () => {
    const refused = call('PutItem', { Item: { ...key, duePk: { S: 'DUE#1' } } }, {}, 400);

    expect(usageOf([refused], nothingElse)[0]).toMatchObject({ writeUnits: 1 });
  });
});
