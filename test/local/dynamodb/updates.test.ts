import { describe, expect, it } from 'vitest';
import { inOneOrder } from './comparable.ts';
import { conformance } from './conformance.ts';
import { emulatorReadsBothOperands } from './known-differences.ts';
import type { Wire } from './subject.ts';
import { B, BS, key, L, M, N, NS, NULL, S, SS, YES } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';

/** The row before, the update, and the row after it (without its key) or the refusal. */
type Case = readonly [
  before: Wire,
  update: string,
  after: Wire | string,
  values?: Wire,
  names?: Record<string, string>,
];
const one = { ':x': N(1) };
const NINES = '9'.repeat(38);

const cases: Record<string, readonly Case[]> = {
  'SET puts values, paths and what other attributes hold': [
    [{}, 'SET a = :x', { a: N(1) }, one],
    [{ a: S('old') }, 'SET a = :x', { a: N(1) }, one],
    [{ a: N(1), b: N(2) }, 'SET a = b, b = a', { a: N(2), b: N(1) }],
    [{ a: N(1) }, 'SET a = :x, b = a', { a: N(7), b: N(1) }, { ':x': N(7) }],
    [{ a: N(1) }, 'SET b = gone', INVALID],
    [{ a: M({ b: N(1) }) }, 'SET a.b = :x, a.c = :x', { a: M({ b: N(5), c: N(5) }) }, { ':x': N(5) }],
    [{ a: M({}) }, 'SET a.b.c = :x', INVALID, one],
    [{}, 'SET a.b = :x', INVALID, one],
    [{ a: S('text') }, 'SET a.b = :x', INVALID, one],
    [{ a: M({ b: N(1) }) }, 'SET c = a.b, a = :x', { a: N(1), c: N(1) }, one],
    [{ a: L(N(1), N(2)) }, 'SET a[1] = :x', { a: L(N(1), N(9)) }, { ':x': N(9) }],
    [{ a: L(N(1)) }, 'SET a[5] = :x', { a: L(N(1), N(9)) }, { ':x': N(9) }],
    [{ a: L(N(0)) }, 'SET a[9] = :y, a[5] = :x', { a: L(N(0), N(5), N(9)) }, { ':x': N(5), ':y': N(9) }],
    [{ a: L(N(0)) }, 'SET a[1] = :x, a[0] = :y', { a: L(N(9), N(5)) }, { ':x': N(5), ':y': N(9) }],
    [{ a: M({}) }, 'SET a[0] = :x', INVALID, one],
    [{}, 'SET a[0] = :x', INVALID, one],
    [{ a: L(M({ b: N(1) })) }, 'SET a[0].b = :x', { a: L(M({ b: N(3) })) }, { ':x': N(3) }],
    [{}, 'SET #a = :x', { 'with.point': N(1) }, one, { '#a': 'with.point' }],
    [{}, 'set a = :x', { a: N(1) }, one],
    [{}, 'SET a=:x,b=:x', { a: N(1), b: N(1) }, one],
    [{}, 'SET a = (:x)', { a: N(1) }, one],
    [{}, 'SET a = ((:x))', INVALID, one],
    [{ a: YES, b: NULL }, 'SET c = a, d = b', { a: YES, b: NULL, c: YES, d: NULL }],
    [{}, 'SET a = :v', { a: L() }, { ':v': L() }],
    [{}, 'SET a = :v', { a: M({}) }, { ':v': M({}) }],
    [{}, 'SET a = :v', INVALID, { ':v': SS() }],
    [{}, 'SET pk = :x', INVALID, { ':x': S('other') }],
    [{}, 'SET sk = :x', INVALID, { ':x': S('other') }],
    [{ a: N(1) }, 'REMOVE pk', INVALID],
  ],
  'counts with 38 digits': [
    [{ a: N(1) }, 'SET a = a + :x', { a: N(2) }, one],
    [{ a: N(1) }, 'SET a = :x - a', { a: N(4) }, { ':x': N(5) }],
    [{ a: N('0.1') }, 'SET a = a + :x', { a: N('0.3') }, { ':x': N('0.2') }],
    [{ a: N(1), b: N(2) }, 'SET c = a + b, a = b - a', { a: N(1), b: N(2), c: N(3) }],
    [{ a: N('-1.50') }, 'SET a = a - :x', { a: N('-2.5') }, one],
    [{ a: N(NINES) }, 'SET a = a + :x', { a: N(`1${'0'.repeat(38)}`) }, one],
    [{ a: N(NINES) }, 'SET a = a - :x', { a: N(`${'9'.repeat(37)}8`) }, one],
    [{ a: N('1e37') }, 'SET a = a + :x', { a: N(`1${'0'.repeat(36)}1`) }, one],
    [{ a: N('1e38') }, 'SET a = a + :x', INVALID, one],
    [{ a: N('1e-130') }, 'SET a = a + :x', INVALID, one],
    [{ a: N('1e125') }, 'SET a = a + :x', { a: N('2e125') }, { ':x': N('1e125') }],
    [{ a: N('9e125') }, 'SET a = a + :x', INVALID, { ':x': N('1e125') }],
    [{ a: N('5e-130') }, 'SET a = a - :x', { a: N('4e-130') }, { ':x': N('1e-130') }],
    [{ a: N(3) }, 'SET a = a - :x', { a: N(0) }, { ':x': N(3) }],
    [{ a: S('1') }, 'SET a = a + :x', INVALID, one],
    [{ a: N(1) }, 'SET a = a + :x', INVALID, { ':x': S('1') }],
    [{}, 'SET a = a + :x', INVALID, one],
    [{ a: N(1) }, 'SET a = a + :x + :x', INVALID, one],
    [{ a: N(1) }, 'SET a = a * :x', INVALID, one],
    [{ a: N(1) }, 'SET a = (a + :x)', { a: N(2) }, one],
    [{ a: N(1) }, 'SET a = -:x', INVALID, one],
    [{ a: N(1) }, 'SET a = a + 1', INVALID],
  ],
  'if_not_exists and list_append give operands': [
    [{}, 'SET a = if_not_exists(a, :x)', { a: N(1) }, one],
    [{ a: N(7) }, 'SET a = if_not_exists(a, :x)', { a: N(7) }, one],
    [{ a: NULL }, 'SET a = if_not_exists(a, :x)', { a: NULL }, one],
    [{ a: N(7) }, 'SET a = if_not_exists(a, :z) + :x', { a: N(8) }, { ':x': N(1), ':z': N(0) }],
    [{}, 'SET a = if_not_exists(a, :z) + :x', { a: N(1) }, { ':x': N(1), ':z': N(0) }],
    [{}, 'SET a = :x + if_not_exists(a, :x)', { a: N(2) }, one],
    [{ b: N(3) }, 'SET a = if_not_exists(a, b)', { a: N(3), b: N(3) }],
    [{}, 'SET a = if_not_exists(a, b)', INVALID],
    [{ b: N(3) }, 'SET a = if_not_exists(a, if_not_exists(c, b))', { a: N(3), b: N(3) }],
    [{}, 'SET a = if_not_exists(:x, :x)', INVALID, one],
    [{}, 'SET a = if_not_exists(a)', INVALID],
    [{ a: L(N(1)) }, 'SET a = list_append(a, :x)', { a: L(N(1), N(2)) }, { ':x': L(N(2)) }],
    [{ a: L(N(1)) }, 'SET a = list_append(:x, a)', { a: L(N(2), N(1)) }, { ':x': L(N(2)) }],
    [{ a: L(N(1)) }, 'SET a = list_append(a, a)', { a: L(N(1), N(1)) }],
    [{}, 'SET a = list_append(a, :x)', INVALID, { ':x': L() }],
    [{ a: N(1) }, 'SET a = list_append(a, :x)', INVALID, { ':x': L() }],
    [{ a: L() }, 'SET a = list_append(a, :x)', INVALID, one],
    [{}, 'SET a = list_append(if_not_exists(a, :e), :x)', { a: L(N(2)) }, { ':x': L(N(2)), ':e': L() }],
    [{}, 'SET a = list_append(:x, :x)', { a: L(N(2), N(2)) }, { ':x': L(N(2)) }],
    [{}, 'SET a = list_append(:x, list_append(:x, :x))', INVALID, { ':x': L(N(2)) }],
    [{ a: N(1) }, 'SET a = IF_NOT_EXISTS(a, :x)', INVALID, one],
    [{ a: N(1) }, 'SET a = size(a)', INVALID],
    [{ a: N(1) }, 'SET a = attribute_exists(a)', INVALID],
  ],
  'REMOVE takes attributes, members and elements away': [
    [{ a: N(1), b: N(2) }, 'REMOVE a', { b: N(2) }],
    [{ b: N(2) }, 'REMOVE a, c', { b: N(2) }],
    [{ a: M({ b: N(1), c: N(2) }) }, 'REMOVE a.b', { a: M({ c: N(2) }) }],
    [{ a: M({}) }, 'REMOVE a.b', { a: M({}) }],
    [{ a: M({}) }, 'REMOVE a.b.c', INVALID],
    [{}, 'REMOVE a.b', INVALID],
    [{ a: N(1) }, 'REMOVE a.b', INVALID],
    [{ a: L(N(0), N(1), N(2), N(3)) }, 'REMOVE a[1], a[2]', { a: L(N(0), N(3)) }],
    [{ a: L(N(0), N(1)) }, 'REMOVE a[5]', { a: L(N(0), N(1)) }],
    [{ a: L(N(0)) }, 'REMOVE a[0]', { a: L() }],
    [{ a: L(N(0), N(1), N(2)) }, 'SET a[2] = :x REMOVE a[0]', { a: L(N(1), N(9)) }, { ':x': N(9) }],
    [{ a: L(N(0), N(1)) }, 'SET a[7] = :x REMOVE a[0]', { a: L(N(1), N(9)) }, { ':x': N(9) }],
    [{ a: M({ b: N(1) }) }, 'REMOVE a[0]', INVALID],
    [{ a: N(1) }, 'REMOVE a = :x', INVALID, one],
  ],
  'ADD counts and unites, DELETE takes out of a set': [
    [{}, 'ADD a :x', { a: N(1) }, one],
    [{ a: N(1) }, 'ADD a :x', { a: N(-1) }, { ':x': N(-2) }],
    [{ a: SS('a') }, 'ADD a :x', { a: SS('a', 'b') }, { ':x': SS('b', 'a') }],
    [{}, 'ADD a :x', { a: NS(1) }, { ':x': NS(1) }],
    [{ a: NS(1) }, 'ADD a :x', { a: NS(1, 2) }, { ':x': NS('1.0', '2') }],
    [{ a: BS('a') }, 'ADD a :x', { a: BS('a', 'b') }, { ':x': BS('b') }],
    [{ a: SS('a') }, 'ADD a :x', INVALID, one],
    [{ a: SS('a') }, 'ADD a :x', INVALID, { ':x': NS(1) }],
    [{ a: N(1) }, 'ADD a :x', INVALID, { ':x': S('a') }],
    [{ a: L() }, 'ADD a :x', INVALID, { ':x': L(N(1)) }],
    [{ a: S('b') }, 'ADD a :x', INVALID, one],
    [{ a: M({}) }, 'ADD a.b :x', { a: M({ b: N(1) }) }, one],
    [{ a: N(1), b: N(1) }, 'ADD a b', INVALID],
    [{ a: N('1e38') }, 'ADD a :x', INVALID, one],
    [{ a: SS('a', 'b', 'c') }, 'DELETE a :x', { a: SS('c') }, { ':x': SS('a', 'b', 'd') }],
    [{ a: SS('a'), b: N(1) }, 'DELETE a :x', { b: N(1) }, { ':x': SS('a') }],
    [{ a: NS(1, 2) }, 'DELETE a :x', { a: NS(2) }, { ':x': NS('1.00') }],
    [{ b: N(1) }, 'DELETE a :x', { b: N(1) }, { ':x': SS('a') }],
    [{ a: SS('a') }, 'DELETE a :x', INVALID, { ':x': S('a') }],
    [{ a: SS('a') }, 'DELETE a :x', INVALID, { ':x': NS(1) }],
    [{ a: N(1) }, 'DELETE a :x', INVALID, { ':x': SS('a') }],
    [{ a: N(1) }, 'DELETE a :x', INVALID, one],
  ],
  'takes each clause once and no two paths of which one holds the other': [
    [
      { b: N(1), c: SS('a', 'b') },
      'SET a = :x REMOVE b ADD d :x DELETE c :c',
      { a: N(1), c: SS('b'), d: N(1) },
      { ...one, ':c': SS('a') },
    ],
    [
      { b: N(1) },
      'DELETE c :c ADD d :x REMOVE b SET a = :x',
      { a: N(1), d: N(1) },
      { ...one, ':c': SS('a') },
    ],
    [{}, 'SET a = :x SET b = :x', INVALID, one],
    [{}, 'SET a = :x, a = :x', INVALID, one],
    [{ a: N(1) }, 'SET a = :x REMOVE a', INVALID, one],
    [{ a: M({}) }, 'SET a = :x, a.b = :x', INVALID, one],
    [{ a: M({}) }, 'SET a.b = :x REMOVE a', INVALID, one],
    [{ a: L() }, 'SET a[0] = :x, a[0].b = :x', INVALID, one],
    [{ a: M({}) }, 'SET a.b = :x, a[0] = :x', INVALID, one],
    [{ a: M({}) }, 'SET a.b = :x, #n = :x', INVALID, one, { '#n': 'a' }],
    [{ a: M({}) }, 'SET a.b = :x, a.bc = :x', { a: M({ b: N(1), bc: N(1) }) }, one],
    [{}, 'SET', INVALID],
    [{}, '', INVALID],
    [{}, ' ', INVALID],
    [{}, 'SET size(a) = :x', INVALID, one],
    [{}, 'SET a', INVALID],
    [{}, 'SET a = :x,', INVALID, one],
    [{}, 'SET a = :x b = :x', INVALID, one],
    [{}, 'SET a :x', INVALID, one],
    [{}, 'PUT a = :x', INVALID, one],
    [{}, 'SET a = :x', INVALID],
    [{}, 'SET a = :x', INVALID, { ':x': N(1), ':y': N(2) }],
    [{}, 'SET a = :x', INVALID, one, { '#b': 'b' }],
    [{}, 'SET state = :x', INVALID, one],
    [{}, 'SET #s = :x', { state: N(1) }, one, { '#s': 'state' }],
    [{}, 'SET a = :x + :y, b = :z', { a: N(3), b: B('z') }, { ':x': N(1), ':y': N(2), ':z': B('z') }],
  ],
};

describe('updates', () => {
  it.each(Object.entries(cases))('%s', async (_, group) => {
    const table = await both.table();
    for (const [at, [before, update, after, values, names]] of group.entries()) {
      const place = key('updates', String(at));
      await both.ok('PutItem', { TableName: table, Item: { ...place, ...before } });
      const asked = await both.ask('UpdateItem', {
        TableName: table,
        Key: place,
        UpdateExpression: update,
        ...(values && { ExpressionAttributeValues: values }),
        ...(names && { ExpressionAttributeNames: names }),
        ReturnValues: 'ALL_NEW',
      });
      const about = `${update} of ${JSON.stringify(before)}: ${asked.error?.message}`;
      expect.soft(asked.error?.code, about).toBe(typeof after === 'string' ? after : undefined);
      const { Item } = await both.ok('GetItem', { TableName: table, Key: place });
      if (!asked.error) expect.soft(asked.output.Attributes, about).toEqual(Item);
      const expected = typeof after === 'string' ? before : after;
      const stored = await both.ok('PutItem', {
        TableName: table,
        Item: { ...place, ...expected },
        ReturnValues: 'ALL_OLD',
      });
      const again = await both.ok('GetItem', { TableName: table, Key: place });
      expect.soft(inOneOrder(stored.Attributes), about).toEqual(inOneOrder(again.Item));
    }
  });

  it('if_not_exists reads its second operand only where it needs it, DynamoDB Local always', async () => {
    const table = await both.table();
    const Key = key('lazy', '1');
    await both.ok('PutItem', { TableName: table, Item: { ...Key, a: N(1) } });
    const update = {
      TableName: table,
      Key,
      UpdateExpression: 'SET b = if_not_exists(a, gone)',
      ReturnValues: 'ALL_NEW',
    };
    await both.differs(emulatorReadsBothOperands, 'UpdateItem', update, {
      documented: ({ output }) => expect(output?.Attributes).toEqual({ ...Key, a: N(1), b: N(1) }),
      emulator: ({ error }) => expect(error?.code).toBe(INVALID),
    });
  });
});
