import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import {
  emulatorGivesReadsNoReasons,
  emulatorRefusesWholeRequest,
  emulatorUpdatesWithoutExpression,
} from './known-differences.ts';
import type { Wire } from './subject.ts';
import { actionsOn, reasonsOf, write } from './transaction-actions.ts';
import { key, N, S, SS } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';
const CANCELED = 'TransactionCanceledException';

describe('what is refused of a transaction', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
  });
  const rowAt = async (Key: Wire) => (await both.ok('GetItem', { TableName: table, Key })).Item;
  const { put, check, remove, update } = actionsOn(() => table);

  it('wants a condition of a check, and an expression of an update', async () => {
    const Key = key('wanted', '1');
    await both.refused(INVALID, 'TransactWriteItems', write({ ConditionCheck: { TableName: table, Key } }));
    await both.differs(
      emulatorUpdatesWithoutExpression,
      'TransactWriteItems',
      write({ Update: { TableName: table, Key: key('wanted', 'update') } }),
      {
        documented: (answer) => expect(answer.error?.code).toBe(INVALID),
        emulator: (answer) => expect(answer.error).toBeUndefined(),
      },
    );
    await both.refused(INVALID, 'TransactWriteItems', write(update(Key, 'SET a = :a')));
    const ofKey = await both.ask('TransactWriteItems', write(update(Key, 'SET pk = :a', { ':a': S('x') })));
    expect(reasonsOf(ofKey)).toEqual(['ValidationError']);
    await both.refused(
      INVALID,
      'TransactWriteItems',
      write(put(Key), update(key('wanted', '2'), 'SET a = b b')),
    );
    expect(await rowAt(Key)).toBeUndefined();
  });

  it('takes 4 MB and not one byte more', async () => {
    const bytes = 4 * 1024 * 1024;
    const sized = (total: number, at: number) =>
      put({ ...key('large', String.fromCharCode(65 + at)), a: S('x'.repeat(total - (2 + 5 + 2 + 1 + 1))) });
    const rows = (total: number) =>
      Array.from({ length: 11 }, (_, at) => sized(at < 10 ? 400_000 : total - 4_000_000, at));
    await both.ok('TransactWriteItems', write(...rows(bytes)));
    await both.refused(INVALID, 'TransactWriteItems', write(...rows(bytes + 1)));
  });

  it('refuses an update that would make a row too large with the reason', async () => {
    const a = key('grown', 'a');
    const big = { ':n': S('x'.repeat(409_590)) };
    const answer = await both.ask(
      'TransactWriteItems',
      write(put(key('grown', 'b')), update(a, 'SET x = :n', big)),
    );
    expect(reasonsOf(answer)).toEqual(['None', 'ValidationError']);
    expect(await rowAt(key('grown', 'b'))).toBeUndefined();
  });

  it('refuses half a key at once, and names the action with a key of another type or length', async () => {
    const more = { ...key('half', '1'), a: N(1) };
    const half = { pk: S('half') };
    for (const action of [
      put(half),
      remove(half),
      update(half, 'REMOVE a'),
      check(half, 'a = a'),
      remove(more),
    ]) {
      await both.refused(INVALID, 'TransactWriteItems', write(put(key('half', '2')), action));
    }
    const never = check(key('half', '3'), 'attribute_exists(pk)');
    for (const Item of [{ pk: N(1), sk: S('1') }, key('half', 'x'.repeat(1025))]) {
      const answer = await both.ask('TransactWriteItems', write(put(key('half', '2')), put(Item), never));
      expect(reasonsOf(answer)).toEqual(['None', 'ValidationError', 'ConditionalCheckFailed']);
    }
    expect(await rowAt(key('half', '2'))).toBeUndefined();
    await both.differs(
      emulatorGivesReadsNoReasons,
      'TransactGetItems',
      write({ Get: { TableName: table, Key: half } }),
      {
        documented: (answer) => expect(reasonsOf(answer)).toEqual(['ValidationError']),
        emulator: (answer) => {
          expect(answer.error?.code).toBe(CANCELED);
          expect(reasonsOf(answer)).toBeUndefined();
        },
      },
    );
  });

  it('names the action whose update cannot be applied, where DynamoDB Local refuses the request', async () => {
    const a = key('applied', 'a');
    await both.ok('PutItem', { TableName: table, Item: { ...a, txt: S('t'), big: N('9e125') } });
    const unfit: readonly (readonly [string, Wire?])[] = [
      ['SET x = gone + :n', { ':n': N(1) }],
      ['SET x = gone'],
      ['SET x = txt + :n', { ':n': N(1) }],
      ['SET x.y = :n', { ':n': N(1) }],
      ['REMOVE x.y'],
      ['ADD txt :n', { ':n': N(1) }],
      ['DELETE txt :n', { ':n': SS('t') }],
      ['ADD big :n', { ':n': N('9e125') }],
    ];
    for (const [expression, values] of unfit) {
      await both.differs(
        emulatorRefusesWholeRequest,
        'TransactWriteItems',
        write(put(key('applied', 'b')), update(a, expression, values)),
        {
          documented: (answer) => {
            expect.soft(answer.error?.code, expression).toBe(CANCELED);
            expect.soft(reasonsOf(answer), expression).toEqual(['None', 'ValidationError']);
          },
          emulator: (answer) => expect.soft(answer.error?.code, expression).toBe(INVALID),
        },
      );
      expect(await rowAt(key('applied', 'b'))).toBeUndefined();
    }
  });
});
