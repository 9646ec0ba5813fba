import { beforeAll, describe, expect, it } from 'vitest';
import { conditionCases, place, row } from './condition-cases.ts';
import { conformance } from './conformance.ts';

const both = conformance();

describe('conditions', () => {
  let table: string;
  beforeAll(async () => {
    table = await both.table();
    await both.ok('PutItem', { TableName: table, Item: row });
  });

  it.each(Object.entries(conditionCases))('%s', async (_, group) => {
    for (const [expression, outcome, values, names] of group) {
      const given = {
        ...(values && { ExpressionAttributeValues: values }),
        ...(names && { ExpressionAttributeNames: names }),
      };
      const check = {
        ConditionCheck: { TableName: table, Key: place, ConditionExpression: expression, ...given },
      };
      const asked = await both.ask('TransactWriteItems', { TransactItems: [check] });
      const refusal =
        typeof outcome === 'string' ? outcome : outcome ? undefined : 'TransactionCanceledException';
      expect.soft(asked.error?.code, `${expression}: ${asked.error?.message}`).toBe(refusal);

      // A filter may not be of the key; here only the row's partition is fetched by it.
      const filtered = await both.ask('Query', {
        TableName: table,
        KeyConditionExpression: '#pk_ = :pk_',
        FilterExpression: expression,
        ExpressionAttributeNames: { ...names, '#pk_': 'pk' },
        ExpressionAttributeValues: { ...values, ':pk_': place.pk },
      });
      if (typeof outcome === 'string') expect.soft(filtered.error?.code, expression).toBe(outcome);
      else expect.soft(filtered.output?.Count, expression).toBe(outcome ? 1 : 0);
    }
  });
});
