import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import {
  emulatorForgetsMissingRowsOfBatches,
  emulatorScansIndexesByWholeRows,
  emulatorSumsTransactionsBeforeRounding,
  emulatorTellsUnitsUnasked,
} from './known-differences.ts';
import type { Answer, Wire } from './subject.ts';
import { indexBy, texts } from './table-shape.ts';
import { key, N, S } from './values.ts';

const both = conformance();

const shape = {
  AttributeDefinitions: texts('pk', 'sk', 'kind', 'at'),
  GlobalSecondaryIndexes: [indexBy('all', ['kind', 'at'], 'ALL'), indexBy('keys', ['kind'], 'KEYS_ONLY')],
};
const asked = { ReturnConsumedCapacity: 'INDEXES' };
const filled = (bytes: number) => ({ f: S('x'.repeat(bytes)) });
const marks = { kind: S('k'), at: S('1') };

type Consumed = { readonly CapacityUnits: number };
const unitsOf = (output: Wire | undefined): number => {
  const consumed = output?.ConsumedCapacity as Consumed | readonly Consumed[];
  return [consumed].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
};
const takes = (units: number) => (answer: Answer) => expect(unitsOf(answer.output)).toBe(units);

describe('consumed capacity', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table(shape);
  });
  const put = async (Item: Wire) => unitsOf(await both.ok('PutItem', { TableName: table, Item, ...asked }));

  it('is one write unit for each kilobyte begun of the larger of the old and the new row', async () => {
    const a = key('write', 'a');
    expect(await put(a)).toBe(1);
    expect(await put({ ...a, ...filled(1024 - 2 - 5 - 2 - 1 - 1) })).toBe(1);
    expect(await put({ ...a, ...filled(1024 - 2 - 5 - 2 - 1) })).toBe(2);
    expect(await put({ ...a, ...filled(4000) })).toBe(4);
    expect(await put(a)).toBe(4);
    const update = (UpdateExpression: string, values?: Wire) =>
      both.ok('UpdateItem', {
        TableName: table,
        Key: a,
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
        ...asked,
      });
    expect(unitsOf(await update('SET f = :f', { ':f': S('x'.repeat(3000)) }))).toBe(3);
    expect(unitsOf(await update('SET n = :n', { ':n': N(1) }))).toBe(3);
    expect(unitsOf(await update('SET n = :n', { ':n': N(1) }))).toBe(3);
    expect(unitsOf(await both.ok('DeleteItem', { TableName: table, Key: a, ...asked }))).toBe(3);
    expect(unitsOf(await both.ok('DeleteItem', { TableName: table, Key: a, ...asked }))).toBe(1);
  });

  it('adds what each index is written, twice where its key moves and nothing where nothing of it changes', async () => {
    const a = key('index', 'a');
    expect(await put({ ...a, ...filled(2500) })).toBe(3);
    expect(await put({ ...a, ...filled(2500), ...marks })).toBe(3 + 3 + 1);
    expect(await put({ ...a, ...filled(2500), ...marks })).toBe(3);
    expect(await put({ ...a, ...marks })).toBe(3 + 3);
    expect(await put({ ...a, ...filled(2500), ...marks, kind: S('other') })).toBe(3 + (1 + 3) + (1 + 1));
    const update = { TableName: table, Key: a, ...asked };
    await both.ok('UpdateItem', {
      ...update,
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': N(1) },
    });
    await both.ok('UpdateItem', { ...update, UpdateExpression: 'REMOVE kind' });
    await both.ok('DeleteItem', update);
  });

  it('is half a read unit for each 4 KB begun of a row, a whole one for a consistent read', async () => {
    const a = key('read', 'a');
    await put({ ...a, ...filled(9000), ...marks });
    const get = async (more: Wire) =>
      unitsOf(await both.ok('GetItem', { TableName: table, Key: a, ...asked, ...more }));
    expect(await get({})).toBe(1.5);
    expect(await get({ ConsistentRead: true })).toBe(3);
    expect(await get({ ConsistentRead: true, ProjectionExpression: 'pk' })).toBe(3);
    expect(await get({ Key: key('read', 'none') })).toBe(0.5);
    expect(await get({ Key: key('read', 'none'), ConsistentRead: true })).toBe(1);
  });

  it('sums the rows of a page before it rounds, filtered ones too', async () => {
    for (let at = 0; at < 10; at += 1) await put({ ...key('page', String(at)), ...filled(500), n: N(at) });
    const query = async (more: Wire = {}, values: Wire = {}) =>
      unitsOf(
        await both.ok('Query', {
          TableName: table,
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': S('page'), ...values },
          ...asked,
          ...more,
        }),
      );
    expect(await query()).toBe(1);
    expect(await query({ ConsistentRead: true })).toBe(2);
    expect(await query({ Limit: 3 })).toBe(0.5);
    expect(await query({ FilterExpression: 'n > :n' }, { ':n': N(100) })).toBe(1);
    expect(await query({ Select: 'COUNT' })).toBe(1);
    const index = { IndexName: 'all', KeyConditionExpression: 'kind = :p' };
    expect(await query(index, { ':p': S('k') })).toBe(1.5);
    expect(await query({ ...index, IndexName: 'keys' }, { ':p': S('k') })).toBe(0.5);
  });

  it('of a scan of an index is that of what it projects, which DynamoDB Local does not ask', async () => {
    const other = await both.table(shape);
    await both.ok('PutItem', { TableName: other, Item: { ...key('scan', 'a'), ...filled(9000), ...marks } });
    const scan = { TableName: other, IndexName: 'keys', Select: 'COUNT', ...asked };
    await both.differs(emulatorScansIndexesByWholeRows, 'Scan', scan, {
      documented: takes(0.5),
      emulator: takes(1.5),
    });
    expect(unitsOf(await both.ok('Scan', { ...scan, IndexName: 'all' }))).toBe(1.5);
  });

  it('of a batch is that of its rows, the missing ones too, which DynamoDB Local forgets', async () => {
    const a = key('batch', 'a');
    const requests = [{ ...a, ...filled(1500), ...marks }, key('batch', 'b')].map((Item) => ({
      PutRequest: { Item },
    }));
    const written = await both.ok('BatchWriteItem', { RequestItems: { [table]: requests }, ...asked });
    expect(unitsOf(written)).toBe(2 + 2 + 1 + 1);
    const read = (Keys: readonly Wire[]) => ({
      RequestItems: { [table]: { Keys, ConsistentRead: true } },
      ...asked,
    });
    expect(unitsOf(await both.ok('BatchGetItem', read([a, key('batch', 'b')])))).toBe(2);
    await both.differs(emulatorForgetsMissingRowsOfBatches, 'BatchGetItem', read([a, key('batch', 'none')]), {
      documented: takes(2),
      emulator: takes(1),
    });
  });

  it('of a transaction is twice that of its rows, each rounded, which DynamoDB Local sums before', async () => {
    const rows = ['a', 'b', 'c'].map((sk) => ({ Put: { TableName: table, Item: key('transaction', sk) } }));
    await both.differs(
      emulatorSumsTransactionsBeforeRounding,
      'TransactWriteItems',
      { TransactItems: rows, ...asked },
      {
        documented: takes(6),
        emulator: takes(2),
      },
    );
    const one = {
      Put: { TableName: table, Item: { ...key('transaction', 'd'), ...filled(1500), ...marks } },
    };
    const written = await both.ok('TransactWriteItems', { TransactItems: [one], ...asked });
    expect(unitsOf(written)).toBe(2 * (2 + 2 + 1));
    const get = ['a', 'none'].map((sk) => ({ Get: { TableName: table, Key: key('transaction', sk) } }));
    expect(unitsOf(await both.ok('TransactGetItems', { TransactItems: get, ...asked }))).toBe(4);
  });

  it('is told where asked, in total or of each index', async () => {
    const Item = { ...key('told', 'a'), ...marks };
    for (const ReturnConsumedCapacity of ['TOTAL', 'INDEXES', 'NONE']) {
      await both.ok('DeleteItem', { TableName: table, Key: key('told', 'a'), ReturnConsumedCapacity });
      await both.ok('PutItem', { TableName: table, Item, ReturnConsumedCapacity });
      await both.ok('Scan', { TableName: table, Select: 'COUNT', IndexName: 'all', ReturnConsumedCapacity });
    }
    await both.ok('PutItem', { TableName: table, Item });
    const nowhere = { TableName: table, Key: key('told', 'nowhere') };
    await both.differs(emulatorTellsUnitsUnasked, 'DeleteItem', nowhere, {
      documented: ({ output }) => expect(output).toEqual({}),
      emulator: takes(1),
    });
  });
});
