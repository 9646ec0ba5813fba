import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';
import { conditions, projections, rendered, updates } from './generated-expressions.ts';
import { LIMIT_MS, settingsOf } from './generated-settings.ts';
import { attributes } from './generated-values.ts';
import { lockstep, tallied } from './lockstep.ts';
import { key, S } from './values.ts';

const both = conformance();
/** Asked at once, because DynamoDB Local answers several in little more time than one. */
const AT_ONCE = 8;

describe('generated expressions', { timeout: LIMIT_MS }, () => {
  let table: string;
  let made = 0;
  beforeAll(async () => {
    table = await both.table();
  });
  const nextKey = () => {
    made += 1;
    return key('generated', String(made));
  };
  const several = <Value>(arbitrary: fc.Arbitrary<Value>) =>
    fc.array(arbitrary, { minLength: AT_ONCE, maxLength: AT_ONCE, size: 'max' });

  it('judge rows alike as conditions and as filters', async () => {
    const tally = tallied();
    const cases = several(fc.record({ row: attributes, condition: conditions }));
    await fc.assert(
      fc.asyncProperty(cases, async (list) => {
        const judged = async ({ row, condition }: (typeof list)[number]) => {
          const Key = nextKey();
          await lockstep(both, 'PutItem', { TableName: table, Item: { ...Key, ...row } });
          tally.add(
            await lockstep(both, 'DeleteItem', {
              TableName: table,
              Key,
              ...rendered({ ConditionExpression: condition }),
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          );
          await lockstep(both, 'PutItem', { TableName: table, Item: { ...Key, ...row } });
          tally.add(
            await lockstep(both, 'Query', {
              TableName: table,
              KeyConditionExpression: 'pk = :pk AND sk = :sk',
              ...rendered({ FilterExpression: condition }, { ':pk': S('generated'), ':sk': Key.sk }),
            }),
          );
        };
        await Promise.all(list.map(judged));
      }),
      settingsOf(120),
    );
    expect(tally.accepted()).toBeGreaterThan(0.2);
    expect(tally.accepted()).toBeLessThan(0.9);
  });

  it('change rows alike, and hand the same parts of them back', async () => {
    const tally = tallied();
    const cases = several(
      fc.record({
        row: fc.option(attributes, { nil: undefined, freq: 6 }),
        update: updates,
        condition: fc.option(conditions, { nil: undefined, freq: 1 }),
        returned: fc.constantFrom('NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'),
        projection: projections,
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async (list) => {
        const changed = async ({ row, update, condition, returned, projection }: (typeof list)[number]) => {
          const Key = nextKey();
          if (row) await lockstep(both, 'PutItem', { TableName: table, Item: { ...Key, ...row } });
          tally.add(
            await lockstep(both, 'UpdateItem', {
              TableName: table,
              Key,
              ...rendered({ UpdateExpression: update, ConditionExpression: condition }),
              ReturnValues: returned,
            }),
          );
          await lockstep(both, 'GetItem', {
            TableName: table,
            Key,
            ...rendered({ ProjectionExpression: projection }),
          });
          await lockstep(both, 'DeleteItem', { TableName: table, Key, ReturnValues: 'ALL_OLD' });
        };
        await Promise.all(list.map(changed));
      }),
      settingsOf(150),
    );
    expect(tally.accepted()).toBeGreaterThan(0.2);
    expect(tally.accepted()).toBeLessThan(0.9);
  });
});
