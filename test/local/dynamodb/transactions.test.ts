import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import { emulatorJudgesConditionsFirst, emulatorNeverConflicts } from './known-differences.ts';
import type { Wire } from './subject.ts';
import { actionsOn, reasonsOf, write } from './transaction-actions.ts';
import { key, M, N } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';
const CANCELED = 'TransactionCanceledException';

describe('transactions', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
  });
  const rowAt = async (Key: Wire) => (await both.ok('GetItem', { TableName: table, Key })).Item;
  const { put, check, remove, update } = actionsOn(() => table);

  it('does all of its actions or none', async () => {
    const [a, b, c, d] = [key('all', 'a'), key('all', 'b'), key('all', 'c'), key('all', 'd')] as const;
    await both.ok(
      'TransactWriteItems',
      write(put({ ...a, n: N(1) }), update(b, 'SET n = :n', { ':n': N(2) }), put(c)),
    );
    const actions = [
      put({ ...a, n: N(9) }),
      update(b, 'SET n = n + :n', { ':n': N(9) }),
      remove(c),
      check(d, 'attribute_exists(pk)'),
    ];
    const refused = await both.ask('TransactWriteItems', write(...actions));
    expect(reasonsOf(refused)).toEqual(['None', 'None', 'None', 'ConditionalCheckFailed']);
    expect(await rowAt(a)).toEqual({ ...a, n: N(1) });
    expect(await rowAt(b)).toEqual({ ...b, n: N(2) });
    expect(await rowAt(c)).toEqual(c);
    await both.ok('TransactWriteItems', write(...actions.slice(0, 3), check(d, 'attribute_not_exists(pk)')));
    expect(await rowAt(b)).toEqual({ ...b, n: N(11) });
    expect(await rowAt(c)).toBeUndefined();
  });

  it('tells of each action whether its condition failed, with the old row where the action asked for it', async () => {
    const [a, b, c, none] = [
      key('reasons', 'a'),
      key('reasons', 'b'),
      key('reasons', 'c'),
      key('reasons', 'none'),
    ] as const;
    for (const row of [a, b, c]) await both.ok('PutItem', { TableName: table, Item: { ...row, n: N(1) } });
    const old = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
    const answer = await both.ask(
      'TransactWriteItems',
      write(
        put(a, { ...absent, ...old }),
        update(b, 'SET n = :n', { ':n': N(2) }, { ...absent, ...old }),
        remove(c, { ...absent }),
        check(none, 'attribute_exists(pk)', old),
        put(key('reasons', 'fine')),
      ),
    );
    expect(answer.error?.code).toBe(CANCELED);
    expect(answer.error?.fields.CancellationReasons).toMatchObject([
      { Code: 'ConditionalCheckFailed', Item: { ...a, n: N(1) } },
      { Code: 'ConditionalCheckFailed', Item: { ...b, n: N(1) } },
      { Code: 'ConditionalCheckFailed' },
      { Code: 'ConditionalCheckFailed' },
      { Code: 'None' },
    ]);
    expect(await rowAt(key('reasons', 'fine'))).toBeUndefined();
  });

  it('refuses two actions on one item, whatever they are, and a key that only looks like another', async () => {
    const a = key('twice', 'a');
    const actions = [put(a), remove(a), update(a, 'REMOVE x')];
    for (const first of actions) {
      for (const second of actions) await both.refused(INVALID, 'TransactWriteItems', write(first, second));
    }
    const exists = check(a, 'attribute_exists(pk)');
    await both.refused(INVALID, 'TransactWriteItems', write(put(a), exists));
    await both.ok('PutItem', { TableName: table, Item: a });
    await both.refused(INVALID, 'TransactWriteItems', write(exists, exists));
    await both.refused(INVALID, 'TransactWriteItems', write(exists, update(a, 'REMOVE x')));
    await both.differs(
      emulatorJudgesConditionsFirst,
      'TransactWriteItems',
      write(put(a), check(a, 'attribute_not_exists(pk)')),
      {
        documented: (answer) => expect(answer.error?.code).toBe(INVALID),
        emulator: (answer) => expect(reasonsOf(answer)).toEqual(['None', 'ConditionalCheckFailed']),
      },
    );
    await both.ok('TransactWriteItems', write(put(key('twice', 'ab')), put(key('twicea', 'b'))));
    const get = { Get: { TableName: table, Key: a } };
    await both.refused(INVALID, 'TransactGetItems', write(get, get));
  });

  it('takes 1 to 100 actions, each of one kind', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => put(key('many', String(at))));
    await both.ok('TransactWriteItems', write(...many(100)));
    await both.refused(INVALID, 'TransactWriteItems', write(...many(101)));
    await both.refused(INVALID, 'TransactWriteItems', write());
    await both.refused(INVALID, 'TransactWriteItems', write({}));
    await both.refused(INVALID, 'TransactWriteItems', {});
    await both.refused(
      INVALID,
      'TransactWriteItems',
      write({ ...put(key('many', '1')), ...remove(key('many', '2')) }),
    );
    const gets = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ Get: { TableName: table, Key: key('many', String(at)) } }));
    const { Responses } = await both.ok('TransactGetItems', { TransactItems: gets(100) });
    expect(Responses).toHaveLength(100);
    await both.refused(INVALID, 'TransactGetItems', { TransactItems: gets(101) });
    await both.refused(INVALID, 'TransactGetItems', { TransactItems: [] });
  });

  it('gives the rows of a get in the order of its actions, with a gap for each that is not there', async () => {
    const [a, b, none] = [key('get', 'a'), key('get', 'b'), key('get', 'none')] as const;
    await both.ok('TransactWriteItems', write(put({ ...a, n: N(1), m: M({ x: N(1) }) }), put(b)));
    const get = (Key: Wire, more: Wire = {}) => ({ Get: { TableName: table, Key, ...more } });
    const { Responses } = await both.ok(
      'TransactGetItems',
      write(get(b), get(none), get(a, { ProjectionExpression: 'm.x' })),
    );
    expect(Responses).toEqual([{ Item: b }, {}, { Item: { m: M({ x: N(1) }) } }]);
    await both.refused(INVALID, 'TransactGetItems', write(get(a, { ProjectionExpression: 'm.x, m' })));
  });

  it('that come at once are all done by DynamoDB Local, one after the other', async () => {
    const emulator = both.subjects().at(-1);
    const add = write(update(key('at once', 'a'), 'ADD n :n', { ':n': N(1) }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => emulator?.perform('TransactWriteItems', add)),
    );
    const refused = answers.filter((answer) => answer?.error);
    expect(refused, emulatorNeverConflicts.emulator).toEqual([]);
  });
});
