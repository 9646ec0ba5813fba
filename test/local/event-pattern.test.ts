import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../scripts/local/events/event-pattern.ts';
import { compileFilters } from '../../scripts/local/mappings/event-filter.ts';

const booked = {
  source: 'cloudgreet',
  'detail-type': 'appointment.booked',
  detail: {
    businessId: 'biz_1',
    fee: { cents: 500 },
    tags: ['new', 'web'],
    test: false,
    note: null,
  },
};

describe('a pattern matches', () => {
  test.each([
    ['exact values', { source: ['cloudgreet'], 'detail-type': ['appointment.booked', 'fee.owed'] }],
    ['nested values', { detail: { fee: { cents: [500] }, test: [false] } }],
    ['null', { detail: { note: [null] } }],
    ['a member of a list', { detail: { tags: ['web'] } }],
    ['a prefix', { 'detail-type': [{ prefix: 'appointment.' }] }],
    ['a suffix', { 'detail-type': [{ suffix: '.booked' }] }],
    ['a field that is there', { detail: { fee: { cents: [{ exists: true }] } } }],
    ['a field that is not there', { detail: { callId: [{ exists: false }] } }],
    ['anything but another value', { detail: { businessId: [{ 'anything-but': ['biz_2'] }] } }],
    ['anything but another prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }],
    ['anything but, by one other member of a list', { detail: { tags: [{ 'anything-but': 'new' }] } }],
    ['a range of numbers', { detail: { fee: { cents: [{ numeric: ['>', 0, '<=', 500] }] } } }],
  ])('%s', (_, pattern) => {
    expect(compilePattern(pattern, 'Rule')(booked)).toBe(true);
  });
});

describe('a pattern does not match', () => {
  test.each([
    ['another value', { source: ['other'] }],
    ['only one of two fields', { source: ['cloudgreet'], 'detail-type': ['fee.owed'] }],
    ['a number as text', { detail: { fee: { cents: ['500'] } } }],
    ['a missing branch', { detail: { call: { id: ['x'] } } }],
    ['null for an absent field', { detail: { absent: [null] } }],
    ['another prefix', { 'detail-type': [{ prefix: 'booked' }] }],
    ['the excluded value', { detail: { businessId: [{ 'anything-but': 'biz_1' }] } }],
    ['the excluded prefix', { detail: { businessId: [{ 'anything-but': { prefix: 'biz_' } }] } }],
    ['only excluded members of a list', { detail: { tags: [{ 'anything-but': ['new', 'web'] }] } }],
    ['anything but, of an absent field', { detail: { absent: [{ 'anything-but': 'biz_1' }] } }],
    ['an object, which is no leaf', { detail: { fee: [{ exists: true }] } }],
    ['a number out of range', { detail: { fee: { cents: [{ numeric: ['=', 1] }] } } }],
    ['a number where there is a text', { detail: { businessId: [{ numeric: ['<', 1] }] } }],
  ])('%s', (_, pattern) => {
    expect(compilePattern(pattern, 'Rule')(booked)).toBe(false);
  });
});

describe('a pattern that cannot be judged is refused by name, before any event comes', () => {
  test.each([
    ['the operator wildcard at detail.id', { detail: { id: [{ wildcard: '*' }] } }],
    ['the operator $or at the top', { $or: [{ source: ['a'] }] }],
    ['the numeric operator ~ at a', { a: [{ numeric: ['~', 1] }] }],
    ['a malformed numeric at a', { a: [{ numeric: ['>'] }] }],
    ['a numeric of no number at a', { a: [{ numeric: ['>', '5'] }] }],
    ['anything-but with suffix at a', { a: [{ 'anything-but': { suffix: 'x' } }] }],
    ['an exists that is neither true nor false at a', { a: [{ exists: 'yes' }] }],
    ['a value outside a list at source', { source: 'cloudgreet' }],
  ])('%s', (why, pattern) => {
    expect(() => compilePattern(pattern, 'Rule')).toThrow(`the event pattern of Rule: ${why}`);
  });
});

describe('the filters of a stream', () => {
  const record = {
    eventName: 'MODIFY',
    dynamodb: {
      NewImage: {
        state: { S: 'owed' },
        cents: { N: '5000' },
        note: { NULL: true },
        tags: { SS: ['a', 'b'] },
      },
    },
  };
  const image = (pattern: unknown) => ({ dynamodb: { NewImage: pattern } });
  const owed = image({ state: { S: ['owed'] } });

  test.each([
    ['no filter', [], true],
    ['an exact value', [{ eventName: ['INSERT', 'MODIFY'] }], true],
    ['another value', [{ eventName: ['REMOVE'] }], false],
    ['any of several filters', [{ eventName: ['REMOVE'] }, owed], true],
    ['all fields of one filter', [{ eventName: ['REMOVE'], ...owed }], false],
    ['a boolean', [image({ note: { NULL: [true] } })], true],
    ['a member of a set', [image({ tags: { SS: ['b'] } })], true],
    // DynamoDB's numbers are texts, and AWS compares only numbers: such a filter lets nothing through.
    ['a range of DynamoDB numbers', [image({ cents: { N: [{ numeric: ['>', 0] }] } })], false],
    ['a DynamoDB number as its text', [image({ cents: { N: ['5000'] } })], true],
  ])('judge %s', (_, filters, passes) => {
    expect(compileFilters(filters, 'workers/relay-events')(record)).toBe(passes);
  });
});
