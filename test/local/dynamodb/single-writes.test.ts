import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import type { Wire } from './subject.ts';
import { key, L, M, N, S, SS } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';
const FAILED = 'ConditionalCheckFailedException';

describe('single writes', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
  });
  const rowAt = async (Key: Wire) => (await both.ok('GetItem', { TableName: table, Key })).Item;

  it('gives the old row of a put or a delete where asked, and nothing where there was none', async () => {
    const Key = key('old', '1');
    const put = { TableName: table, Item: { ...Key, a: N(1) }, ReturnValues: 'ALL_OLD' };
    expect((await both.ok('PutItem', put)).Attributes).toBeUndefined();
    expect((await both.ok('PutItem', { ...put, Item: Key })).Attributes).toEqual({ ...Key, a: N(1) });
    expect((await both.ok('PutItem', { ...put, ReturnValues: 'NONE' })).Attributes).toBeUndefined();
    const remove = { TableName: table, Key, ReturnValues: 'ALL_OLD' };
    expect((await both.ok('DeleteItem', remove)).Attributes).toEqual({ ...Key, a: N(1) });
    expect((await both.ok('DeleteItem', remove)).Attributes).toBeUndefined();
    for (const ReturnValues of ['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW', 'all_old']) {
      await both.refused(INVALID, 'PutItem', { ...put, ReturnValues });
      await both.refused(INVALID, 'DeleteItem', { ...remove, ReturnValues });
    }
  });

  it('gives the old or the new row of an update, whole or what was changed of it', async () => {
    const before = {
      a: N(1),
      b: M({ c: N(1), d: N(2) }),
      e: L(N(0), N(1), N(2)),
      f: SS('x', 'y'),
      g: S('kept'),
    };
    const updates: readonly (readonly [string, Wire?])[] = [
      ['SET a = :x', { ':x': N(5) }],
      ['SET a = :x', { ':x': N(1) }],
      ['SET b.c = :x', { ':x': N(5) }],
      ['SET b.c = :x, b.n = :x', { ':x': N(5) }],
      ['SET e[1] = :x', { ':x': N(5) }],
      ['SET e[2] = :x, e[0] = :x', { ':x': N(5) }],
      ['SET e[9] = :x', { ':x': N(5) }],
      ['REMOVE e[1]'],
      ['REMOVE a'],
      ['REMOVE gone'],
      ['REMOVE b.c'],
      ['REMOVE b.c, a SET n = :x', { ':x': N(5) }],
      ['ADD a :x', { ':x': N(5) }],
      ['ADD n :x', { ':x': N(5) }],
      ['DELETE f :x', { ':x': SS('x') }],
      ['DELETE f :x', { ':x': SS('x', 'y') }],
      ['DELETE f :x', { ':x': SS('z') }],
      ['DELETE n :x', { ':x': SS('z') }],
    ];
    for (const [at, [UpdateExpression, values]] of updates.entries()) {
      for (const ReturnValues of ['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW']) {
        const Key = key('updated', `${at} ${ReturnValues}`);
        await both.ok('PutItem', { TableName: table, Item: { ...Key, ...before } });
        await both.ok('UpdateItem', {
          TableName: table,
          Key,
          UpdateExpression,
          ReturnValues,
          ...(values && { ExpressionAttributeValues: values }),
        });
      }
    }
  });

  it('makes a row by an update, also by one without an expression', async () => {
    const Key = key('made', '1');
    for (const ReturnValues of ['ALL_OLD', 'UPDATED_OLD', 'UPDATED_NEW', 'ALL_NEW']) {
      await both.ok('DeleteItem', { TableName: table, Key });
      await both.ok('UpdateItem', { TableName: table, Key, ReturnValues });
      expect(await rowAt(Key)).toEqual(Key);
      await both.ok('DeleteItem', { TableName: table, Key });
      await both.ok('UpdateItem', {
        TableName: table,
        Key,
        UpdateExpression: 'SET a = :a REMOVE b',
        ExpressionAttributeValues: { ':a': N(1) },
        ReturnValues,
      });
    }
    await both.ok('DeleteItem', { TableName: table, Key });
    await both.ok('UpdateItem', { TableName: table, Key, UpdateExpression: 'REMOVE a' });
    expect(await rowAt(Key)).toEqual(Key);
  });

  it('refuses a write whose condition fails, changes nothing, and hands the old row back where asked', async () => {
    const Key = key('condition', '1');
    const Item = { ...Key, a: N(1) };
    await both.ok('PutItem', { TableName: table, Item });
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    for (const wish of [{}, { ReturnValuesOnConditionCheckFailure: 'NONE' }]) {
      const refusal = await both.refused(FAILED, 'PutItem', {
        TableName: table,
        Item: Key,
        ...condition,
        ...wish,
      });
      expect(refusal.fields.Item).toBeUndefined();
    }
    const old = { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const put = await both.refused(FAILED, 'PutItem', { TableName: table, Item: Key, ...old });
    expect(put.fields.Item).toEqual(Item);
    const deleted = await both.refused(FAILED, 'DeleteItem', { TableName: table, Key, ...old });
    expect(deleted.fields.Item).toEqual(Item);
    const updated = await both.refused(FAILED, 'UpdateItem', {
      TableName: table,
      Key,
      UpdateExpression: 'SET a = :x',
      ExpressionAttributeValues: { ':x': N(5) },
      ...old,
    });
    expect(updated.fields.Item).toEqual(Item);
    expect(await rowAt(Key)).toEqual(Item);

    const gone = {
      ConditionExpression: 'attribute_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    const none = key('condition', 'none');
    for (const [action, input] of [
      ['PutItem', { Item: none }],
      ['DeleteItem', { Key: none }],
      ['UpdateItem', { Key: none }],
    ] as const) {
      const refusal = await both.refused(FAILED, action, { TableName: table, ...input, ...gone });
      expect(refusal.fields.Item).toBeUndefined();
    }
    expect(await rowAt(none)).toBeUndefined();
    await both.refused(INVALID, 'PutItem', {
      TableName: table,
      Item: none,
      ReturnValuesOnConditionCheckFailure: 'ALL_NEW',
    });
  });

  it('judges a condition before an update that could not be applied', async () => {
    const Key = key('order', '1');
    await both.ok('PutItem', { TableName: table, Item: { ...Key, a: S('text') } });
    const update = {
      TableName: table,
      Key,
      UpdateExpression: 'SET a = a + :x',
      ExpressionAttributeValues: { ':x': N(1) },
    };
    await both.refused(FAILED, 'UpdateItem', { ...update, ConditionExpression: 'attribute_exists(b)' });
    await both.refused(INVALID, 'UpdateItem', { ...update, ConditionExpression: 'attribute_exists(a)' });
  });

  it('judges a condition by the row as it was, with names and values shared by both expressions', async () => {
    const Key = key('shared', '1');
    const update = {
      TableName: table,
      Key,
      UpdateExpression: 'SET #v = #v + :one',
      ConditionExpression: '#v = :seen',
      ExpressionAttributeNames: { '#v': 'version' },
      ReturnValues: 'ALL_NEW',
    };
    await both.ok('PutItem', { TableName: table, Item: { ...Key, version: N(1) } });
    const seen = (version: number) => ({
      ...update,
      ExpressionAttributeValues: { ':one': N(1), ':seen': N(version) },
    });
    expect((await both.ok('UpdateItem', seen(1))).Attributes).toMatchObject({ version: N(2) });
    await both.refused(FAILED, 'UpdateItem', seen(1));
    expect((await both.ok('UpdateItem', seen(2))).Attributes).toMatchObject({ version: N(3) });
  });

  it('shows of a row what a projection names', async () => {
    const Key = key('projected', '1');
    await both.ok('PutItem', {
      TableName: table,
      Item: {
        ...Key,
        a: N(1),
        b: M({ c: N(1), d: N(2) }),
        e: L(N(0), M({ f: N(1), g: N(2) }), N(2)),
        'h.i': N(3),
      },
    });
    const get = (ProjectionExpression: string, names?: Wire) => ({
      TableName: table,
      Key,
      ProjectionExpression,
      ...(names && { ExpressionAttributeNames: names }),
    });
    expect((await both.ok('GetItem', get('a'))).Item).toEqual({ a: N(1) });
    expect((await both.ok('GetItem', get('b.c, e[1].f'))).Item).toEqual({
      b: M({ c: N(1) }),
      e: L(M({ f: N(1) })),
    });
    expect((await both.ok('GetItem', get('gone'))).Item).toEqual({});
    for (const paths of [
      'pk, sk',
      'e[2], e[0]',
      'b.d, b.c',
      'b.gone',
      'e[7]',
      'a.b',
      'a, gone',
      'e[1].g, e[1].f, e[0]',
    ])
      await both.ok('GetItem', get(paths));
    expect((await both.ok('GetItem', get('#h', { '#h': 'h.i' }))).Item).toEqual({ 'h.i': N(3) });
    for (const paths of [
      '',
      'a,',
      'a a',
      'a, a',
      'b, b.c',
      'e[1], e[1].f',
      'b.c, b[0]',
      ':a',
      'state',
      '#missing',
      'size(a)',
    ])
      await both.refused(INVALID, 'GetItem', get(paths));
    await both.refused(INVALID, 'GetItem', get('a', { '#h': 'h.i' }));
    const none = await both.ok('GetItem', { ...get('a'), Key: key('projected', 'none') });
    expect(none.Item).toBeUndefined();
  });

  it('deletes what is not there', async () => {
    await both.ok('DeleteItem', { TableName: table, Key: key('nowhere', '1') });
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await both.ok('DeleteItem', { TableName: table, Key: key('nowhere', '1'), ...condition });
  });
});
