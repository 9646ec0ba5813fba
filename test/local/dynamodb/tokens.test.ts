import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import type { Wire } from './subject.ts';
import { key, N } from './values.ts';

const both = conformance();

describe('the token of a transaction', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
  });
  const count = (sk: string, token: string, more: Wire = {}, by = 1) => ({
    ClientRequestToken: `${table.slice(-20)}-${token}`.slice(-36),
    TransactItems: [
      {
        Update: {
          TableName: table,
          Key: key('count', sk),
          UpdateExpression: 'ADD n :n',
          ExpressionAttributeValues: { ':n': N(by) },
        },
      },
    ],
    ...more,
  });
  const counted = async (sk: string) => {
    const { Item } = await both.ok('GetItem', { TableName: table, Key: key('count', sk) });
    return (Item as { n?: unknown } | undefined)?.n;
  };

  it('makes the same request one effect, however often it comes', async () => {
    for (let at = 0; at < 3; at += 1) await both.ok('TransactWriteItems', count('a', 'a'));
    expect(await counted('a')).toEqual(N(1));
    await both.ok('TransactWriteItems', count('a', 'other'));
    expect(await counted('a')).toEqual(N(2));
  });

  it('makes none of two effects without it', async () => {
    const { ClientRequestToken: _, ...request } = count('none', '');
    for (let at = 0; at < 2; at += 1) await both.ok('TransactWriteItems', request);
    expect(await counted('none')).toEqual(N(2));
  });

  it('is refused for another request', async () => {
    await both.ok('TransactWriteItems', count('b', 'b'));
    const mismatch = 'IdempotentParameterMismatchException';
    await both.refused(mismatch, 'TransactWriteItems', count('b', 'b', {}, 2));
    await both.refused(mismatch, 'TransactWriteItems', count('c', 'b'));
    expect(await counted('b')).toEqual(N(1));
    await both.ok('TransactWriteItems', count('b', 'b'));
  });

  it('says at a repetition what reading the rows takes', async () => {
    const request = count('d', 'd', { ReturnConsumedCapacity: 'TOTAL' });
    await both.ok('TransactWriteItems', request);
    await both.ok('TransactWriteItems', request);
    expect(await counted('d')).toEqual(N(1));
  });

  it('is not used up by a transaction that was canceled', async () => {
    const Key = key('canceled', '1');
    const check = (ConditionExpression: string) => ({
      ClientRequestToken: table.slice(-36),
      TransactItems: [{ ConditionCheck: { TableName: table, Key, ConditionExpression } }],
    });
    await both.refused('TransactionCanceledException', 'TransactWriteItems', check('attribute_exists(pk)'));
    await both.ok('PutItem', { TableName: table, Item: Key });
    await both.ok('TransactWriteItems', check('attribute_exists(pk)'));
    await both.ok('DeleteItem', { TableName: table, Key });
    await both.ok('TransactWriteItems', check('attribute_exists(pk)'));
  });

  it('has 1 to 36 characters', async () => {
    const [request] = [count('e', 'e')];
    const token = (length: number) => ({ ...request, ClientRequestToken: 'x'.repeat(length) });
    await both.refused('ValidationException', 'TransactWriteItems', token(37));
  });
});
