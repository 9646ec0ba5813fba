import { describe, expect, it } from 'vitest';
import { engineTable, failureOf, key, TableName } from './engine-table.ts';

const put = (sk: string) => ({ Put: { TableName, Item: { ...key(sk), by: { S: 'transaction' } } } });
const check = (sk: string) => ({
  ConditionCheck: { TableName, Key: key(sk), ConditionExpression: 'attribute_exists(pk)' },
});
const single = (sk: string) => ({ TableName, Item: { ...key(sk), by: { S: 'single' } } });
const codes = (fields: Readonly<Record<string, unknown>>) =>
  (fields.CancellationReasons as { Code: string }[]).map(({ Code }) => Code);

describe('a transaction in flight', () => {
  it('shows nothing before its end, and all at once then', () => {
    const { store, get, changes } = engineTable();
    const open = store.begin({ TransactItems: [put('1'), put('2')] });
    expect(get('1')).toBeUndefined();
    expect(changes).toHaveLength(0);
    open.commit();
    expect([get('1'), get('2')]).toEqual(['1', '2'].map((sk) => ({ ...key(sk), by: { S: 'transaction' } })));
    expect(changes).toHaveLength(2);
  });

  it('is whole before anybody hears of it', () => {
    const { store, get } = engineTable();
    const seen: boolean[] = [];
    store.onChange(() => seen.push(get('1') !== undefined && get('2') !== undefined));
    store.perform('TransactWriteItems', { TransactItems: [put('1'), put('2')] });
    expect(seen).toEqual([true, true]);
  });

  it('stops single writes of its items, and of what it only checks, and no others', () => {
    const { store, put: putNow } = engineTable();
    putNow(key('checked'));
    store.begin({ TransactItems: [put('1'), check('checked')] });
    for (const [action, input] of [
      ['PutItem', single('1')],
      ['PutItem', single('checked')],
      ['DeleteItem', { TableName, Key: key('1') }],
      ['UpdateItem', { TableName, Key: key('1') }],
    ] as const) {
      expect(failureOf(() => store.perform(action, input)).code).toBe('TransactionConflictException');
    }
    expect(store.perform('PutItem', single('other'))).toEqual({});
  });

  it('cancels another transaction, naming the action that met it', () => {
    const { store } = engineTable();
    store.begin({ TransactItems: [put('1')] });
    const { code, fields } = failureOf(() =>
      store.perform('TransactWriteItems', { TransactItems: [put('0'), put('1'), check('none')] }),
    );
    expect(code).toBe('TransactionCanceledException');
    expect(codes(fields)).toEqual(['None', 'TransactionConflict', 'ConditionalCheckFailed']);
  });

  it('cancels a transaction that reads its items, and stops no other read', () => {
    const { store, get, put: putNow } = engineTable();
    putNow({ ...key('1'), by: { S: 'before' } });
    store.begin({ TransactItems: [put('1')] });
    const { fields } = failureOf(() =>
      store.perform('TransactGetItems', {
        TransactItems: [{ Get: { TableName, Key: key('0') } }, { Get: { TableName, Key: key('1') } }],
      }),
    );
    expect(codes(fields)).toEqual(['None', 'TransactionConflict']);
    expect(get('1')).toMatchObject({ by: { S: 'before' } });
    expect(store.perform('Scan', { TableName }).Count).toBe(1);
  });

  it('leaves its items to a batch as unprocessed', () => {
    const { store, get } = engineTable();
    store.begin({ TransactItems: [put('1')] });
    const requests = ['1', '2'].map((sk) => ({ PutRequest: { Item: key(sk) } }));
    const answer = store.perform('BatchWriteItem', { RequestItems: { [TableName]: requests } });
    expect(answer.UnprocessedItems).toEqual({ [TableName]: [requests[0]] });
    expect(get('2')).toEqual(key('2'));
  });

  it('is forgotten when it is abandoned', () => {
    const { store, get } = engineTable();
    const input = { ClientRequestToken: 'once', TransactItems: [put('1')] };
    store.begin(input).abandon();
    expect(get('1')).toBeUndefined();
    store.perform('PutItem', single('1'));
    store.perform('TransactWriteItems', input);
    expect(get('1')).toMatchObject({ by: { S: 'transaction' } });
  });

  it('is in progress for whoever repeats it, and done for ten minutes after its end', () => {
    const { store, get, advance } = engineTable();
    const input = { ClientRequestToken: 'once', TransactItems: [put('1')] };
    const open = store.begin(input);
    expect(failureOf(() => store.perform('TransactWriteItems', input)).code).toBe(
      'TransactionInProgressException',
    );
    advance(3_600_000);
    open.commit();
    store.perform('PutItem', single('1'));
    advance(599_999);
    store.perform('TransactWriteItems', input);
    expect(get('1')).toMatchObject({ by: { S: 'single' } });
    expect(
      failureOf(() => store.perform('TransactWriteItems', { ...input, TransactItems: [put('2')] })).code,
    ).toBe('IdempotentParameterMismatchException');
    advance(1);
    store.perform('TransactWriteItems', input);
    expect(get('1')).toMatchObject({ by: { S: 'transaction' } });
  });

  it('judges its conditions when it begins, and cannot be overtaken after that', () => {
    const { store, put: putNow } = engineTable();
    putNow(key('checked'));
    const open = store.begin({ TransactItems: [put('1'), check('checked')] });
    expect(failureOf(() => store.perform('DeleteItem', { TableName, Key: key('checked') })).code).toBe(
      'TransactionConflictException',
    );
    open.commit();
    expect(store.perform('DeleteItem', { TableName, Key: key('checked') })).toEqual({});
    expect(failureOf(() => store.begin({ TransactItems: [put('2'), check('checked')] })).code).toBe(
      'TransactionCanceledException',
    );
  });
});
