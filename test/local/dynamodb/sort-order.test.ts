import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import type { Wire } from './subject.ts';
import { B, key, N, S } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';

type Rows = readonly { readonly sk: { readonly S?: string; readonly N?: string; readonly B?: string } }[];
const sortKeys = (output: Wire) => (output.Items as Rows).map(({ sk }) => sk.S ?? sk.N ?? sk.B);

const sortedBy = (AttributeType: string) => ({
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType },
  ],
});

describe('the order of a query', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
  });
  const query = (KeyConditionExpression: string, values: Wire) => ({
    TableName: table,
    KeyConditionExpression,
    ExpressionAttributeValues: { ':p': S('p'), ...values },
  });

  it('sorts texts by their UTF-8 bytes', async () => {
    const texts = [
      'z',
      'é',
      'Z',
      'a',
      '~',
      '\u{1F600}',
      '\uFFFD',
      '\uE000',
      'ab',
      'a\u0000',
      'ß',
      '0',
      '10',
      '9',
      '中',
    ];
    for (const text of texts) await both.ok('PutItem', { TableName: table, Item: key('bytes', text) });
    const found = sortKeys(await both.ok('Query', query('pk = :p', { ':p': S('bytes') })));
    expect(found).toEqual(texts.toSorted((one, two) => Buffer.compare(Buffer.from(one), Buffer.from(two))));
    const above = query('pk = :p AND sk > :s', { ':p': S('bytes'), ':s': S('\uE000') });
    expect(sortKeys(await both.ok('Query', above))).toEqual(['\uFFFD', '\u{1F600}']);
  });

  it('sorts numbers by their value and bytes without a sign', async () => {
    const numbered = await both.table(sortedBy('N'));
    const numbers = [
      '10',
      '9',
      '-1',
      '-10',
      '0',
      '0.5',
      '-0.5',
      '1e20',
      '-1e20',
      '1e-20',
      '123456789012345678901',
      '123456789012345678902',
    ];
    for (const number of numbers) {
      await both.ok('PutItem', { TableName: numbered, Item: { pk: S('p'), sk: N(number) } });
    }
    // One key, in another form.
    await both.ok('PutItem', { TableName: numbered, Item: { pk: S('p'), sk: N('1.0e1'), again: S('yes') } });
    const ofNumbers = { ...query('pk = :p', {}), TableName: numbered };
    expect((await both.ok('Query', ofNumbers)).Count).toBe(numbers.length);
    const between = query('pk = :p AND sk BETWEEN :a AND :b', { ':a': N('-1'), ':b': N('1e1') });
    expect(sortKeys(await both.ok('Query', { ...between, TableName: numbered }))).toEqual([
      '-1',
      '-0.5',
      '0',
      '0.00000000000000000001',
      '0.5',
      '9',
      '10',
    ]);
    await both.refused(INVALID, 'Query', {
      ...query('pk = :p AND begins_with(sk, :b)', { ':b': N('1') }),
      TableName: numbered,
    });

    const binary = await both.table(sortedBy('B'));
    for (const bytes of [[255], [0], [127], [128], [1, 0], [1], [0, 255]]) {
      await both.ok('PutItem', { TableName: binary, Item: { pk: S('p'), sk: B(bytes) } });
    }
    const ofBytes = { ...query('pk = :p', {}), TableName: binary };
    expect((await both.ok('Query', ofBytes)).Count).toBe(7);
    const begins = query('pk = :p AND begins_with(sk, :b)', { ':b': B([1]) });
    expect((await both.ok('Query', { ...begins, TableName: binary })).Count).toBe(2);
  });
});
