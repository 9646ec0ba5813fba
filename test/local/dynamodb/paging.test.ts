import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import { emulatorFillsPagesAfterFilter } from './known-differences.ts';
import type { Subject, Wire } from './subject.ts';
import { indexBy, texts } from './table-shape.ts';
import { key, N, S } from './values.ts';

const both = conformance();
const MEGABYTE = 1024 * 1024;

const byKind = {
  AttributeDefinitions: texts('pk', 'sk', 'kind', 'at'),
  GlobalSecondaryIndexes: [indexBy('byKind', ['kind', 'at'], 'ALL')],
};

/** A row of exactly so many bytes, under a key of two letters each. */
const rowOf = (pk: string, sk: string, bytes: number, more: Wire = {}) => ({
  ...key(pk, sk),
  ...more,
  f: S('x'.repeat(bytes - (2 + pk.length + 2 + sk.length) - 1)),
});
const name = (at: number) => String(at).padStart(2, '0');

describe('pages', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table(byKind);
  });
  const partition = (pk: string, more: Wire = {}) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :p',
    ...more,
    ExpressionAttributeValues: { ':p': S(pk), ...(more.ExpressionAttributeValues as Wire | undefined) },
  });
  const pagesOf = async (action: string, input: Wire) => {
    const pages: { count: number; scanned: number; last: unknown }[] = [];
    let start: unknown;
    do {
      const output = await both.ok(action, {
        ...input,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      });
      start = output.LastEvaluatedKey;
      pages.push({ count: Number(output.Count), scanned: Number(output.ScannedCount), last: start });
    } while (start !== undefined);
    return pages;
  };

  it('end at the row that reaches 1 MB', async () => {
    // Row sizes around even parts of a megabyte tell whether the row that crosses it is still given.
    for (const [pk, bytes] of [
      ['aa', MEGABYTE / 4],
      ['ab', MEGABYTE / 4 - 1],
      ['ac', MEGABYTE / 4 + 1],
      ['ad', 300_000],
      ['ae', 400_000],
    ] as const) {
      for (let at = 0; at < 10; at += 1) {
        await both.ok('PutItem', { TableName: table, Item: rowOf(pk, name(at), bytes) });
      }
      const whole = await pagesOf('Query', partition(pk));
      expect(whole.length, pk).toBeGreaterThan(1);
      await pagesOf('Query', partition(pk, { ScanIndexForward: false }));
      await pagesOf('Query', partition(pk, { Select: 'COUNT' }));
      await pagesOf('Query', partition(pk, { ProjectionExpression: 'sk' }));
      await pagesOf('Query', partition(pk, { Limit: 3 }));
      await pagesOf('Query', partition(pk, { Limit: 5 }));
    }
  }, 60_000);

  it('say nothing of more where the last row ends them by its size, but do where it ends them by its count', async () => {
    const put = (at: number, bytes: number) =>
      both.ok('PutItem', { TableName: table, Item: rowOf('ba', name(at), bytes) });
    for (let at = 0; at < 3; at += 1) await put(at, MEGABYTE / 4);
    await put(3, MEGABYTE / 4 - 1);
    expect(await pagesOf('Query', partition('ba'))).toMatchObject([{ count: 4, last: undefined }]);
    for (const bytes of [MEGABYTE / 4, MEGABYTE / 4 + 1, 390_000]) {
      await put(3, bytes);
      expect(await pagesOf('Query', partition('ba'))).toHaveLength(1);
      expect(await pagesOf('Query', partition('ba', { Limit: 4 }))).toHaveLength(2);
    }
    const rest = await both.ok('Query', partition('ba', { ExclusiveStartKey: key('ba', '03') }));
    expect(rest).toMatchObject({ Count: 0, Items: [] });
  });

  it('are filled by rows that the filter throws away, which DynamoDB Local does not count', async () => {
    for (let at = 0; at < 6; at += 1) {
      await both.ok('PutItem', {
        TableName: table,
        Item: rowOf('ca', name(at), 390_000, { odd: N(at % 2) }),
      });
    }
    const filtered = (odd: number) =>
      partition('ca', { FilterExpression: 'odd = :o', ExpressionAttributeValues: { ':o': N(odd) } });
    await both.differs(emulatorFillsPagesAfterFilter, 'Query', filtered(5), {
      documented: ({ output }) =>
        expect(output).toMatchObject({ Count: 0, ScannedCount: 3, LastEvaluatedKey: key('ca', '02') }),
      emulator: ({ output }) => {
        expect(output).toMatchObject({ Count: 0, ScannedCount: 6 });
        expect(output?.LastEvaluatedKey).toBeUndefined();
      },
    });
    await both.differs(emulatorFillsPagesAfterFilter, 'Query', filtered(1), {
      documented: ({ output }) =>
        expect(output).toMatchObject({ Count: 1, ScannedCount: 3, LastEvaluatedKey: key('ca', '02') }),
      emulator: ({ output }) => expect(output).toMatchObject({ Count: 3, ScannedCount: 6 }),
    });
  });

  it('of an index are as long as its rows, and name both keys at their end', async () => {
    for (let at = 0; at < 6; at += 1) {
      const marks = { kind: S('k'), at: S(name(at)) };
      await both.ok('PutItem', { TableName: table, Item: rowOf('da', name(5 - at), 300_000, marks) });
    }
    const index = {
      TableName: table,
      IndexName: 'byKind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': S('k') },
    };
    const pages = await pagesOf('Query', index);
    expect(pages.length).toBeGreaterThan(1);
    expect(Object.keys(pages[0]?.last as object).toSorted()).toEqual(['at', 'kind', 'pk', 'sk']);
    await pagesOf('Query', { ...index, Limit: 2 });
    await pagesOf('Query', { ...index, ScanIndexForward: false, Limit: 5 });
  });

  it('of a scan give every row once, in whatever order of partitions', async () => {
    const scanned = await both.table();
    for (let at = 0; at < 40; at += 1) {
      await both.ok('PutItem', { TableName: scanned, Item: { ...key(`p${at % 7}`, name(at)), n: N(at) } });
    }
    const all = async (subject: Subject, input: Wire) => {
      const found: string[] = [];
      let pages = 0;
      let start: unknown;
      do {
        const { output, error } = await subject.perform('Scan', {
          TableName: scanned,
          ...input,
          ...(start !== undefined && { ExclusiveStartKey: start }),
        });
        if (error) throw new Error(`${subject.name}: ${error.message}`);
        found.push(...(output.Items as { n: { N: string } }[]).map(({ n }) => n.N));
        start = output.LastEvaluatedKey;
        pages += 1;
      } while (start !== undefined);
      return { found: found.toSorted((one, two) => Number(one) - Number(two)), pages };
    };
    for (const subject of both.subjects()) {
      const everything = Array.from({ length: 40 }, (_, at) => String(at));
      for (const Limit of [1, 7, 39, 40, 41]) {
        const pages = Math.floor(40 / Limit) + 1;
        expect(await all(subject, { Limit }), subject.name).toEqual({ found: everything, pages });
      }
      const segments = await Promise.all(
        [0, 1, 2].map((Segment) => all(subject, { Segment, TotalSegments: 3, Limit: 5 })),
      );
      const together = segments.flatMap(({ found }) => found);
      expect(
        together.toSorted((one, two) => Number(one) - Number(two)),
        subject.name,
      ).toEqual(everything);
    }
    const invalid = 'ValidationException';
    await both.refused(invalid, 'Scan', { TableName: scanned, Segment: 0 });
    await both.refused(invalid, 'Scan', { TableName: scanned, TotalSegments: 2 });
    await both.refused(invalid, 'Scan', { TableName: scanned, Segment: 2, TotalSegments: 2 });
    await both.refused(invalid, 'Scan', { TableName: scanned, Limit: 0 });
    await both.refused(invalid, 'Scan', { TableName: scanned, ExclusiveStartKey: { pk: S('a') } });
    await both.ok('Scan', {
      TableName: scanned,
      FilterExpression: 'n > :n AND begins_with(pk, :p)',
      ExpressionAttributeValues: { ':n': N(10), ':p': S('p3') },
      ProjectionExpression: 'n',
    });
    await both.ok('Scan', { TableName: scanned, Select: 'COUNT', ConsistentRead: true });
  });
});
