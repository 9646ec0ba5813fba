import { beforeAll, describe, expect, it } from 'vitest';
import { inOneOrder } from './comparable.ts';
import { conformance } from './conformance.ts';
import { emulatorEchoesNumbers } from './known-differences.ts';
import type { Wire } from './subject.ts';
import { B, BS, key, L, M, N, NS, NULL, S, SS } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';
const zeros = (count: number) => '0'.repeat(count);

/** As it is sent and as it comes back; undefined where it is refused. */
const numbers: readonly (readonly [sent: string, stored: string | undefined])[] = [
  ['0', '0'],
  ['-0', '0'],
  ['0.0', '0'],
  ['0e5', '0'],
  ['00', '0'],
  ['0100', '100'],
  ['-00.10', '-0.1'],
  ['+5', '5'],
  ['1.50', '1.5'],
  ['1.0', '1'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['1e2', '100'],
  ['1E+2', '100'],
  ['1.5e-3', '0.0015'],
  ['-12e1', '-120'],
  ['1e125', `1${zeros(125)}`],
  ['9.9999999999999999999999999999999999999e125', `${'9'.repeat(38)}${zeros(88)}`],
  ['-9.9999999999999999999999999999999999999e125', `-${'9'.repeat(38)}${zeros(88)}`],
  ['1e126', undefined],
  ['-1e126', undefined],
  ['1e-130', `0.${zeros(129)}1`],
  ['-1e-130', `-0.${zeros(129)}1`],
  ['1e-131', undefined],
  ['12e-131', `0.${zeros(129)}12`],
  ['1e999999', undefined],
  ['9'.repeat(38), '9'.repeat(38)],
  ['1234567890123456789012345678901234567.8', '1234567890123456789012345678901234567.8'],
  ['12345678901234567890123456789012345678.9', undefined],
  ['9'.repeat(39), undefined],
  [`${'9'.repeat(38)}0`, `${'9'.repeat(38)}0`],
  [`0.${'0'.repeat(20)}${'9'.repeat(38)}`, `0.${'0'.repeat(20)}${'9'.repeat(38)}`],
  [`1.${zeros(60)}`, '1'],
  [`1.${zeros(60)}1`, undefined],
  ['', undefined],
  [' 5', undefined],
  ['5 ', undefined],
  ['abc', undefined],
  ['1e', undefined],
  ['e1', undefined],
  ['1e1.5', undefined],
  ['1,5', undefined],
  ['1_000', undefined],
  ['0x10', undefined],
  ['--1', undefined],
  ['1.2.3', undefined],
  ['.', undefined],
  ['-', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
];

/** What an attribute may hold, and what it may not. */
const kept: readonly Wire[] = [
  S(''),
  B(''),
  L(),
  M({}),
  SS('', 'a'),
  BS('', 'a'),
  NULL,
  S('\u0000\n"\\'),
  S('é 😀 \u2028'),
  L(L(L(NULL)), M({ a: L(M({})) })),
  M({ 'a.b': N(2), ' ': N(3) }),
  B([0, 255, 128]),
  NS('1', '-1', '0.5'),
  N('0'),
];
const refusedValues: readonly Wire[] = [
  SS(),
  NS(),
  BS(),
  SS('a', 'a'),
  NS('1', '1.0'),
  NS('1', 'x'),
  BS('a', 'a'),
  L(SS()),
  M({ a: SS() }),
  M({ a: N('x') }),
  { S: 'a', N: '1' },
  {},
  { NULL: false },
  L({}),
  M({ '': N(1) }),
];

describe('the values of an item', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
  });

  it('keeps numbers of 38 digits in one form and refuses what is none', async () => {
    const place = key('numbers', '1');
    for (const [sent, stored] of numbers) {
      const put = await both.ask('PutItem', { TableName: table, Item: { ...place, n: N(sent) } });
      expect
        .soft(put.error?.code, `${sent}: ${put.error?.message}`)
        .toBe(stored === undefined ? INVALID : undefined);
      if (stored === undefined) continue;
      const { Item } = await both.ok('GetItem', { TableName: table, Key: place });
      expect.soft((Item as { n: unknown }).n, sent).toEqual(N(stored));
    }
  });

  it('takes a number in any form as a value of an expression and as a member of a set', async () => {
    for (const [at, [sent, stored]] of numbers.entries()) {
      const Key = key('numbers in expressions', String(at));
      const updated = await both.ask('UpdateItem', {
        TableName: table,
        Key,
        UpdateExpression: 'SET n = :n, s = :s, l = :l',
        ExpressionAttributeValues: { ':n': N(sent), ':s': NS(sent), ':l': L(N(sent)) },
        ReturnValues: 'ALL_NEW',
      });
      expect
        .soft(updated.error?.code, `${sent}: ${updated.error?.message}`)
        .toBe(stored === undefined ? INVALID : undefined);
    }
  });

  it('keeps the numbers of an update in one form, which DynamoDB Local does with those of a put only', async () => {
    const Key = key('echoed', '1');
    const update = {
      TableName: table,
      Key,
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': N('01.50') },
      ReturnValues: 'ALL_NEW',
    };
    await both.differs(emulatorEchoesNumbers, 'UpdateItem', update, {
      documented: ({ output }) => expect(output?.Attributes).toEqual({ ...Key, n: N('1.5') }),
      emulator: ({ output }) => expect(output?.Attributes).toEqual({ ...Key, n: N('01.50') }),
    });
    await both.differs(
      emulatorEchoesNumbers,
      'GetItem',
      { TableName: table, Key },
      {
        documented: ({ output }) => expect(output?.Item).toEqual({ ...Key, n: N('1.5') }),
        emulator: ({ output }) => expect(output?.Item).toEqual({ ...Key, n: N('01.50') }),
      },
    );
  });

  it('keeps every type, the empty ones too', async () => {
    for (const [at, value] of kept.entries()) {
      const Key = key('kept', String(at));
      await both.ok('PutItem', { TableName: table, Item: { ...Key, a: value } });
      const { Item } = await both.ok('GetItem', { TableName: table, Key });
      expect.soft(inOneOrder(Item)).toEqual(inOneOrder({ ...Key, a: value }));
    }
  });

  it('refuses empty sets, repeated members, and values of no type or of two', async () => {
    for (const value of refusedValues) {
      const Item = { ...key('refused', '1'), a: value };
      await both.refused(INVALID, 'PutItem', { TableName: table, Item });
      await both.refused(INVALID, 'BatchWriteItem', {
        RequestItems: { [table]: [{ PutRequest: { Item } }] },
      });
      await both.refused(INVALID, 'TransactWriteItems', {
        TransactItems: [{ Put: { TableName: table, Item } }],
      });
      await both.refused(INVALID, 'UpdateItem', {
        TableName: table,
        Key: key('refused', '1'),
        UpdateExpression: 'SET a = :a',
        ExpressionAttributeValues: { ':a': value },
      });
    }
  });

  it('wants the whole key, of the right type, not empty, and nothing besides where a key is asked for', async () => {
    const wrong: readonly Wire[] = [
      { pk: S('a') },
      { sk: S('a') },
      { pk: N(1), sk: S('a') },
      { pk: S('a'), sk: N(1) },
      { pk: S(''), sk: S('a') },
      { pk: S('a'), sk: S('') },
      { pk: NULL, sk: S('a') },
      {},
    ];
    for (const Item of wrong) {
      await both.refused(INVALID, 'PutItem', { TableName: table, Item });
      await both.refused(INVALID, 'GetItem', { TableName: table, Key: Item });
      await both.refused(INVALID, 'DeleteItem', { TableName: table, Key: Item });
      await both.refused(INVALID, 'UpdateItem', { TableName: table, Key: Item });
      await both.refused(INVALID, 'BatchGetItem', { RequestItems: { [table]: { Keys: [Item] } } });
      await both.refused(INVALID, 'BatchWriteItem', {
        RequestItems: { [table]: [{ DeleteRequest: { Key: Item } }] },
      });
    }
    const more = { ...key('a', 'b'), more: S('c') };
    await both.refused(INVALID, 'GetItem', { TableName: table, Key: more });
    await both.refused(INVALID, 'DeleteItem', { TableName: table, Key: more });
    await both.refused(INVALID, 'UpdateItem', { TableName: table, Key: more });
  });

  it('knows no other table', async () => {
    const TableName = `${table}-other`;
    const Key = key('a', 'b');
    const missing = 'ResourceNotFoundException';
    await both.refused(missing, 'GetItem', { TableName, Key });
    await both.refused(missing, 'PutItem', { TableName, Item: Key });
    await both.refused(missing, 'UpdateItem', { TableName, Key });
    await both.refused(missing, 'DeleteItem', { TableName, Key });
    await both.refused(missing, 'Scan', { TableName });
    await both.refused(missing, 'DescribeTable', { TableName });
    await both.refused(missing, 'BatchGetItem', { RequestItems: { [TableName]: { Keys: [Key] } } });
    await both.refused(missing, 'TransactWriteItems', { TransactItems: [{ Put: { TableName, Item: Key } }] });
    await both.refused(missing, 'Query', {
      TableName,
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: { ':a': S('a') },
    });
  });
});
