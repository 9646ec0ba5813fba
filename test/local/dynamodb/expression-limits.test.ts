import { beforeAll, describe, it } from 'vitest';
import { conformance } from './conformance.ts';
import type { Wire } from './subject.ts';
import { key, N, S } from './values.ts';

const both = conformance();
const INVALID = 'ValidationException';
const one = { ':x': N(1) };
const times = (count: number, part: (at: number) => string, between: string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(between);

describe('the limits of an expression', () => {
  let table: string;
  const Key = key('limits', '1');
  beforeAll(async () => {
    table = await both.table();
    await both.ok('PutItem', { TableName: table, Item: { ...Key, n: N(1), a: S('x') } });
  });
  const condition = (ConditionExpression: string, values: Wire = one, names?: Wire) => ({
    TransactItems: [
      {
        ConditionCheck: {
          TableName: table,
          Key,
          ConditionExpression,
          ExpressionAttributeValues: values,
          ...(names && { ExpressionAttributeNames: names }),
        },
      },
    ],
  });
  const holds = (...given: Parameters<typeof condition>) =>
    both.ok('TransactWriteItems', condition(...given));
  const tooMuch = (...given: Parameters<typeof condition>) =>
    both.refused(INVALID, 'TransactWriteItems', condition(...given));
  const update = (UpdateExpression: string, more: Wire = {}) => ({
    TableName: table,
    Key: key('limits', 'update'),
    UpdateExpression,
    ExpressionAttributeValues: one,
    ...more,
  });

  it('are 4096 bytes of text', async () => {
    await holds('n = :x'.padEnd(4096));
    await tooMuch('n = :x'.padEnd(4097));
    await both.ok('UpdateItem', update('SET n = :x'.padEnd(4096)));
    await both.refused(INVALID, 'UpdateItem', update('SET n = :x'.padEnd(4097)));
    const get = { TableName: table, Key };
    await both.ok('GetItem', { ...get, ProjectionExpression: 'n'.padEnd(4096) });
    await both.refused(INVALID, 'GetItem', { ...get, ProjectionExpression: 'n'.padEnd(4097) });
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :x'.padEnd(4096),
      ExpressionAttributeValues: { ':x': S('limits') },
    };
    await both.ok('Query', query);
    await both.refused(INVALID, 'Query', { ...query, KeyConditionExpression: 'pk = :x'.padEnd(4097) });
  });

  it('are 300 operators and functions', async () => {
    await holds(times(150, () => 'n=:x', ' OR '));
    await tooMuch(times(151, () => 'n=:x', ' OR '));
    await tooMuch(`${'NOT '.repeat(300)}n=:x`);
    await holds(`${'NOT '.repeat(298)}n=:x`);
    const sums = (count: number) => `SET ${times(count, (at) => `q${at}=n+:x`, ',')}`;
    const Item = { ...key('limits', 'update'), n: N(1) };
    await both.ok('PutItem', { TableName: table, Item });
    await both.ok('UpdateItem', update(sums(300)));
    await both.refused(INVALID, 'UpdateItem', update(sums(301)));
    await both.ok('UpdateItem', update(`SET ${times(400, (at) => `q${at}=:x`, ',')}`));
  });

  it('are 100 operands of IN', async () => {
    const values = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`:v${at}`, N(at)]));
    await holds(`n IN (${times(100, (at) => `:v${at}`, ',')})`, values(100));
    await tooMuch(`n IN (${times(101, (at) => `:v${at}`, ',')})`, values(101));
  });

  it('are 255 bytes of a placeholder', async () => {
    const name = (length: number) => `#${'a'.repeat(length - 1)}`;
    await holds(`${name(255)} = :x`, one, { [name(255)]: 'n' });
    await tooMuch(`${name(256)} = :x`, one, { [name(256)]: 'n' });
    const value = (length: number) => `:${'a'.repeat(length - 1)}`;
    await holds(`n = ${value(255)}`, { [value(255)]: N(1) });
    await tooMuch(`n = ${value(256)}`, { [value(256)]: N(1) });
  });

  it('are 32 levels of a path', async () => {
    const get = (depth: number) => ({
      TableName: table,
      Key,
      ProjectionExpression: `a${'.b'.repeat(depth - 1)}`,
    });
    await both.ok('GetItem', get(32));
    await both.refused(INVALID, 'GetItem', get(33));
    await both.ok('GetItem', { TableName: table, Key, ProjectionExpression: `a${'[0]'.repeat(31)}` });
    await both.refused(INVALID, 'GetItem', {
      TableName: table,
      Key,
      ProjectionExpression: `a${'[0]'.repeat(32)}`,
    });
  });

  it('are no parentheses in vain, and no placeholders without an expression', async () => {
    await tooMuch('((n = :x))');
    await holds('(n = :x)');
    const put = { TableName: table, Item: key('limits', 'put') };
    await both.refused(INVALID, 'PutItem', { ...put, ExpressionAttributeNames: { '#a': 'a' } });
    await both.refused(INVALID, 'PutItem', { ...put, ExpressionAttributeValues: one });
    const remove = { TableName: table, Key, UpdateExpression: 'REMOVE gone' };
    await both.refused(INVALID, 'UpdateItem', { ...remove, ExpressionAttributeValues: {} });
    await both.refused(INVALID, 'UpdateItem', { ...remove, ExpressionAttributeNames: {} });
  });
});
