import { expect, it } from 'vitest';
import { engineTable, failureOf, key, TableName } from './engine-table.ts';

const Key = key('row');
const none = { sk: { Exists: false } };

it.each([
  ['PutItem', 'Expected', { TableName, Item: Key, Expected: none }],
  ['UpdateItem', 'AttributeUpdates', { TableName, Key, AttributeUpdates: {} }],
  ['DeleteItem', 'ConditionalOperator', { TableName, Key, ConditionalOperator: 'AND' }],
  ['GetItem', 'AttributesToGet', { TableName, Key, AttributesToGet: ['sk'] }],
  ['Query', 'KeyConditions', { TableName, KeyConditions: {} }],
  ['Scan', 'ScanFilter', { TableName, ScanFilter: {} }],
  [
    'BatchGetItem',
    'AttributesToGet',
    { RequestItems: { [TableName]: { Keys: [Key], AttributesToGet: ['sk'] } } },
  ],
])('%s is refused with %s of the former API, and nothing is done', (action, parameter, input) => {
  const table = engineTable();

  const { code, message } = failureOf(() => table.store.perform(action, input));

  expect([code, message]).toEqual([
    'ValidationException',
    `The parameter ${parameter} of DynamoDB's former API is not supported here`,
  ]);
  expect(table.get('row')).toBeUndefined();
});
