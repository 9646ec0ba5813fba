import { describe, expect, it } from 'vitest';
import { engineTable, key, TableName } from './engine-table.ts';

const due = (sk: string, dueSk: string) => ({ ...key(sk), duePk: { S: 'due' }, dueSk: { S: dueSk } });

const indexed = (store: ReturnType<typeof engineTable>['store']) => {
  const { Items } = store.perform('Query', {
    TableName,
    IndexName: 'due',
    KeyConditionExpression: 'duePk = :p',
    ExpressionAttributeValues: { ':p': { S: 'due' } },
  });
  return (Items as Record<string, { S: string }>[]).map(({ sk, dueSk }) => `${sk?.S} ${dueSk?.S}`);
};

describe('an eventually consistent read', () => {
  it('sees a row as it was before a write that is younger than its lag', () => {
    const { get, put, advance } = engineTable({ lagMs: { table: () => 100 } });
    put({ ...key('1'), n: { N: '1' } });
    expect(get('1', false)).toBeUndefined();
    expect(get('1')).toMatchObject({ n: { N: '1' } });
    advance(60);
    put({ ...key('1'), n: { N: '2' } });
    advance(40);
    expect(get('1', false)).toMatchObject({ n: { N: '1' } });
    advance(60);
    expect(get('1', false)).toMatchObject({ n: { N: '2' } });
  });

  it('still sees a deleted row, which a consistent one does not', () => {
    const { get, put, advance, store } = engineTable({ lagMs: { table: () => 100 } });
    put(key('1'));
    advance(100);
    store.perform('DeleteItem', { TableName, Key: key('1') });
    expect([get('1', false), get('1')]).toEqual([key('1'), undefined]);
    expect(store.perform('Scan', { TableName }).Count).toBe(1);
    expect(store.perform('Scan', { TableName, ConsistentRead: true }).Count).toBe(0);
    expect(store.rows(TableName)).toEqual([]);
    advance(100);
    expect(get('1', false)).toBeUndefined();
    expect(store.perform('Scan', { TableName }).Count).toBe(0);
  });

  it('never goes back behind a write that it has seen, however long an earlier one takes', () => {
    const lags = [100, 0];
    const { get, put } = engineTable({ lagMs: { table: () => lags.shift() ?? 0 } });
    put({ ...key('1'), n: { N: '1' } });
    put({ ...key('1'), n: { N: '2' } });
    expect(get('1', false)).toMatchObject({ n: { N: '2' } });
  });

  it('of an index sees a write after the lag of the index, and an item only where it last was', () => {
    const { put, advance, store } = engineTable({ lagMs: { index: () => 100 } });
    put(due('1', 'a'));
    expect(indexed(store)).toEqual([]);
    advance(100);
    put(due('1', 'b'));
    expect(indexed(store)).toEqual(['1 a']);
    advance(100);
    expect(indexed(store)).toEqual(['1 b']);
    put(key('1'));
    advance(100);
    expect(indexed(store)).toEqual([]);
  });

  it('of an index sees two writes of one item in their order, though the second is faster', () => {
    const lags = [100, 10, 10];
    const { put, advance, store } = engineTable({ lagMs: { index: () => lags.shift() ?? 0 } });
    put(due('1', 'a'));
    put(due('1', 'b'));
    put(due('2', 'c'));
    advance(10);
    expect(indexed(store)).toEqual(['2 c']);
    advance(90);
    expect(indexed(store)).toEqual(['1 b', '2 c']);
  });
});
