import { expect, test } from 'vitest';
import { compileFilters } from '../../scripts/local/mappings/event-filter.ts';

const record = {
  eventName: 'MODIFY',
  dynamodb: {
    NewImage: { state: { S: 'owed' }, cents: { N: '5000' }, note: { NULL: true }, tags: { SS: ['a', 'b'] } },
  },
  none: null,
};
const image = (pattern: unknown) => ({ dynamodb: { NewImage: pattern } });

test.each([
  ['no filter', [], true],
  ['an exact value', [{ eventName: ['INSERT', 'MODIFY'] }], true],
  ['another value', [{ eventName: ['REMOVE'] }], false],
  ['a pattern as JSON text', ['{"eventName":["MODIFY"]}'], true],
  ['any of several filters', [{ eventName: ['REMOVE'] }, image({ state: { S: ['owed'] } })], true],
  ['all fields of one filter', [{ eventName: ['REMOVE'], ...image({ state: { S: ['owed'] } }) }], false],
  ['a boolean', [image({ note: { NULL: [true] } })], true],
  ['null', [{ none: [null] }], true],
  ['null for an absent field', [{ absent: [null] }], false],
  ['a prefix', [image({ state: { S: [{ prefix: 'ow' }] } })], true],
  ['another prefix', [image({ state: { S: [{ prefix: 'w' }] } })], false],
  ['a suffix', [image({ state: { S: [{ suffix: 'ed' }] } })], true],
  ['anything but another value', [image({ state: { S: [{ 'anything-but': ['paid'] }] } })], true],
  ['anything but this value', [image({ state: { S: [{ 'anything-but': 'owed' }] } })], false],
  ['anything but another prefix', [image({ state: { S: [{ 'anything-but': { prefix: 'p' } }] } })], true],
  ['anything but, of an absent field', [image({ absent: { S: [{ 'anything-but': 'owed' }] } })], false],
  ['a field that exists', [image({ state: { S: [{ exists: true }] } })], true],
  ['a field that does not', [image({ absent: { S: [{ exists: false }] } })], true],
  ['an object, which is no leaf', [image({ state: [{ exists: true }] })], false],
  ['a member of a list', [image({ tags: { SS: ['b'] } })], true],
  ['a range of numbers', [image({ cents: { N: [{ numeric: ['>', 0, '<=', 5000] }] } })], true],
  ['a number out of range', [image({ cents: { N: [{ numeric: ['=', 1] }] } })], false],
  ['a number where there is a text', [image({ state: { S: [{ numeric: ['<', 1] }] } })], false],
])('judges %s', (_what, filters, passes) => {
  expect(compileFilters(filters)(record)).toBe(passes);
});

test.each([
  ['the operator wildcard at dynamodb.Keys', { dynamodb: { Keys: [{ wildcard: '*' }] } }],
  ['the operator $or at the top', { $or: [{ a: [1] }] }],
  ['the numeric operator ~ at a', { a: [{ numeric: ['~', 1] }] }],
  ['a malformed numeric at a', { a: [{ numeric: ['>'] }] }],
  ['anything-but with suffix at a', { a: [{ 'anything-but': { suffix: 'x' } }] }],
  ['a value outside a list at a', { a: 'x' }],
])('refuses %s by name, before any record comes', (why, pattern) => {
  expect(() => compileFilters([pattern])).toThrow(why);
});
