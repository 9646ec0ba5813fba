import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import { emulatorEndsRangesEarly } from './known-differences.ts';
import type { Wire } from './subject.ts';
import { key, N, NO, S } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';

type Rows = readonly { readonly sk: { readonly S?: string; readonly N?: string; readonly B?: string } }[];
const sortKeys = (output: Wire) => (output.Items as Rows).map(({ sk }) => sk.S ?? sk.N ?? sk.B);

describe('queries', () => {
  let table: string;
  const letters = ['a', 'ab', 'abc', 'b', 'ba', 'c', 'ca', 'd'];
  beforeAll(async () => {
    table = await both.table();
    for (const [at, letter] of letters.entries()) {
      await both.ok('PutItem', {
        TableName: table,
        Item: { ...key('p', letter), n: N(at), ...(at % 2 === 0 && { even: S('yes') }) },
      });
      await both.ok('PutItem', { TableName: table, Item: key('q', letter) });
    }
  });
  const query = (KeyConditionExpression: string, values: Wire, more: Wire = {}) => ({
    TableName: table,
    KeyConditionExpression,
    ExpressionAttributeValues: { ':p': S('p'), ...values },
    ...more,
  });

  it.each([
    ['pk = :p', {}, letters],
    ['pk = :p AND sk = :s', { ':s': S('b') }, ['b']],
    ['sk = :s AND pk = :p', { ':s': S('b') }, ['b']],
    ['(pk = :p) AND (sk = :s)', { ':s': S('b') }, ['b']],
    ['(pk = :p AND sk = :s)', { ':s': S('b') }, ['b']],
    [':p = pk', {}, letters],
    ['pk = :p AND sk < :s', { ':s': S('b') }, ['a', 'ab', 'abc']],
    ['pk = :p AND sk <= :s', { ':s': S('b') }, ['a', 'ab', 'abc', 'b']],
    ['pk = :p AND sk > :s', { ':s': S('ba') }, ['c', 'ca', 'd']],
    ['pk = :p AND sk >= :s', { ':s': S('ba') }, ['ba', 'c', 'ca', 'd']],
    ['pk = :p AND :s > sk', { ':s': S('ab') }, ['a']],
    ['pk = :p AND sk BETWEEN :s AND :t', { ':s': S('ab'), ':t': S('bb') }, ['ab', 'abc', 'b', 'ba']],
    ['pk = :p and sk between :s and :t', { ':s': S('ab'), ':t': S('ab') }, ['ab']],
    ['pk = :p AND begins_with(sk, :s)', { ':s': S('ab') }, ['ab', 'abc']],
    ['pk = :p AND begins_with(sk, :s)', { ':s': S('e') }, []],
  ])('finds the rows of %s', async (expression, values, found) => {
    expect(sortKeys(await both.ok('Query', query(expression, values)))).toEqual(found);
    const reverse = query(expression, values, { ScanIndexForward: false });
    expect(sortKeys(await both.ok('Query', reverse))).toEqual(found.toReversed());
  });

  it('takes no other condition on a key', async () => {
    const s = { ':s': S('b') };
    const wrong: readonly (readonly [string, Wire, Wire?])[] = [
      ['sk = :s', s],
      ['pk = :p AND n = :s', s],
      ['pk = :p OR sk = :s', s],
      ['pk = :p AND NOT sk = :s', s],
      ['pk = :p AND sk <> :s', s],
      ['pk = :p AND sk IN (:s)', s],
      ['pk = :p AND contains(sk, :s)', s],
      ['pk = :p AND attribute_exists(sk)', {}],
      ['pk = :p AND size(sk) = :s', { ':s': N(1) }],
      ['pk < :p', {}],
      ['begins_with(pk, :p)', {}],
      ['pk = :p AND sk = :s AND sk = :s', s],
      ['pk = :p AND pk = :s', s],
      ['pk = :p AND sk > :s AND sk < :t', { ':s': S('a'), ':t': S('b') }],
      ['pk = :p AND sk = :s', { ':s': N(1) }],
      ['pk = :p AND begins_with(sk, :s)', { ':s': N(1) }],
      ['pk = :p AND sk BETWEEN :s AND :t', { ':s': S('b'), ':t': S('a') }],
      ['pk = :p AND sk BETWEEN :s AND :t', { ':s': S('b'), ':t': N(1) }],
      ['pk = :p AND sk = pk', {}],
      ['pk = :p', s],
      ['pk = :q', {}],
      ['', {}],
      ['pk = :p', {}, { FilterExpression: '' }],
      ['pk = :p', {}, { FilterExpression: 'pk = :p' }],
      ['pk = :p', s, { FilterExpression: 'sk = :s' }],
      ['pk = :p', {}, { Limit: 0 }],
      ['pk = :p', {}, { Limit: -1 }],
      ['pk = :p', {}, { Select: 'NOTHING' }],
      ['pk = :p', {}, { Select: 'SPECIFIC_ATTRIBUTES' }],
      ['pk = :p', {}, { Select: 'COUNT', ProjectionExpression: 'n' }],
      ['pk = :p', {}, { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'n' }],
      ['pk = :p', {}, { Select: 'ALL_PROJECTED_ATTRIBUTES' }],
      ['pk = :p', {}, { ProjectionExpression: '' }],
      ['pk = :p', {}, { IndexName: 'none' }],
      ['pk = :p', {}, { ExclusiveStartKey: { pk: S('p') } }],
      ['pk = :p', {}, { ExclusiveStartKey: { pk: S('p'), sk: N(1) } }],
      ['pk = :p', {}, { ExclusiveStartKey: { ...key('p', 'a'), n: N(1) } }],
      ['pk = :p', {}, { ExclusiveStartKey: key('q', 'a') }],
      ['pk = :p AND sk > :s', s, { ExclusiveStartKey: key('p', 'a') }],
    ];
    for (const [expression, values, more] of wrong) {
      await both.refused(INVALID, 'Query', query(expression, values, more));
    }
    await both.refused(INVALID, 'Query', query('pk = :p', { ':p': S('') }));
    await both.refused(INVALID, 'Query', query('pk = :p', { ':p': N(1) }));
    await both.refused(INVALID, 'Query', { TableName: table });
    await both.refused(INVALID, 'Query', { TableName: table, KeyConditionExpression: 'pk = :p' });
  });

  it('ends a page at its limit, says where, and goes on after any key', async () => {
    for (const ScanIndexForward of [true, false]) {
      for (const Limit of [1, 2, 3, 7, 8, 9]) {
        const found: unknown[] = [];
        let start: unknown;
        let pages = 0;
        do {
          const output = await both.ok(
            'Query',
            query(
              'pk = :p',
              {},
              { ScanIndexForward, Limit, ...(start !== undefined && { ExclusiveStartKey: start }) },
            ),
          );
          found.push(...sortKeys(output));
          start = output.LastEvaluatedKey;
          pages += 1;
        } while (start !== undefined);
        // A page that ends with the last row does not know it.
        expect(pages).toBe(Math.floor(letters.length / Limit) + 1);
        expect(found).toEqual(ScanIndexForward ? letters : letters.toReversed());
      }
      for (const between of ['aa', 'A', 'z', 'bb']) {
        const more = { ScanIndexForward, ExclusiveStartKey: key('p', between) };
        await both.ok('Query', query('pk = :p', {}, more));
      }
    }
  });

  it('ends a page at the last row of a range and goes on behind it, which DynamoDB Local does not', async () => {
    const ranges: readonly (readonly [string, Wire])[] = [
      ['pk = :p AND sk BETWEEN :s AND :t', { ':s': S('a'), ':t': S('abc') }],
      ['pk = :p AND sk <= :t', { ':t': S('abc') }],
    ];
    for (const [expression, values] of ranges) {
      await both.differs(emulatorEndsRangesEarly, 'Query', query(expression, values, { Limit: 3 }), {
        documented: ({ output }) =>
          expect(output).toMatchObject({ Count: 3, LastEvaluatedKey: key('p', 'abc') }),
        emulator: ({ output }) => {
          expect(output?.Count).toBe(3);
          expect(output?.LastEvaluatedKey).toBeUndefined();
        },
      });
      const next = query(expression, values, { ExclusiveStartKey: key('p', 'abc') });
      await both.differs(emulatorEndsRangesEarly, 'Query', next, {
        documented: ({ output }) => expect(output).toEqual({ Count: 0, ScannedCount: 0, Items: [] }),
        emulator: ({ error }) => expect(error?.code).toBe(INVALID),
      });
    }
    for (const start of ['9', 'b']) {
      const outside = { ExclusiveStartKey: key('p', start) };
      await both.refused(
        INVALID,
        'Query',
        query('pk = :p AND sk BETWEEN :s AND :t', { ':s': S('a'), ':t': S('abc') }, outside),
      );
    }
  });

  it('counts a filtered row for the limit, and filters after the page was read', async () => {
    const even = { FilterExpression: 'even = :e' };
    const values = { ':e': S('yes') };
    for (const Limit of [1, 2, 3, 8, 9]) {
      let start: unknown;
      do {
        const more = { ...even, Limit, ...(start !== undefined && { ExclusiveStartKey: start }) };
        const output = await both.ok('Query', query('pk = :p', values, more));
        start = output.LastEvaluatedKey;
      } while (start !== undefined);
    }
    const none = await both.ok('Query', query('pk = :p', { ':e': S('no') }, { ...even, Limit: 3 }));
    expect(none).toMatchObject({ Count: 0, ScannedCount: 3, Items: [], LastEvaluatedKey: key('p', 'abc') });
    const range = await both.ok('Query', query('pk = :p AND sk < :s', { ...values, ':s': S('c') }, even));
    expect(range).toMatchObject({ Count: 3, ScannedCount: 5 });
  });

  it('shows whole rows, some attributes, or only how many', async () => {
    const count = await both.ok('Query', query('pk = :p', {}, { Select: 'COUNT' }));
    expect(count).toMatchObject({ Count: 8, ScannedCount: 8 });
    expect(count.Items).toBeUndefined();
    const some = await both.ok('Query', query('pk = :p', {}, { ProjectionExpression: 'n, gone', Limit: 1 }));
    expect(some.Items).toEqual([{ n: N(0) }]);
    expect(some.LastEvaluatedKey).toEqual(key('p', 'a'));
    await both.ok(
      'Query',
      query('pk = :p', {}, { Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: 'sk' }),
    );
    await both.ok('Query', query('pk = :p', {}, { Select: 'ALL_ATTRIBUTES' }));
    await both.ok(
      'Query',
      query('pk = :p', { ':n': N(3) }, { FilterExpression: 'n > :n', ProjectionExpression: 'even' }),
    );
    await both.ok('Query', query('pk = :p', {}, { ConsistentRead: true }));
    const nobody = await both.ok('Query', query('pk = :p', { ':p': S('nobody') }));
    expect(nobody).toMatchObject({ Count: 0, Items: [] });
    await both.ok('Query', query('pk = :p', { ':no': NO }, { FilterExpression: 'n = :no' }));
  });
});
