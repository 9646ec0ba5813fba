import { describe, expect, it } from 'vitest';
import { decide, readPolicy } from '../../scripts/local/gateway/policy/evaluate.ts';
import { secondOpinion } from '../support/second-opinion.ts';
import { rolesOf } from './deployed-roles.ts';

const { functions, scopeOf } = rolesOf('prod');
const role = functions['api/operator'];
if (!role) throw new Error('the function of operators is not deployed');
const { tableArn, bucketArn } = scopeOf(role);
const accountId = String(role.arn.split(':')[4]);
const statements = role.identity.flatMap((document) => readPolicy(document, 'api/operator'));

/** Whether the role may, as two evaluators say, which have to be of one mind. */
const may = async (action: string, resourceArn: string, keys: readonly string[]): Promise<boolean> => {
  const ours = decide(statements, [], {
    action,
    resource: resourceArn,
    principal: { kind: 'role', arn: role.arn, accountId },
    context: keys.length > 0 ? { 'dynamodb:leadingkeys': keys } : {},
  }).allowed;
  const { allowed: theirs } = await secondOpinion({
    identity: role.identity,
    principal: `${role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/session`,
    action,
    resourceArn,
    accountId,
    facts: keys.length > 0 ? { 'dynamodb:LeadingKeys': keys } : {},
  });
  expect({ action, resourceArn, keys, allowed: ours }).toEqual({
    action,
    resourceArn,
    keys,
    allowed: theirs,
  });
  return ours;
};

const VERBS = ['BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem'];
const ALL_VERBS = [...VERBS, 'Query', 'Scan', 'UpdateItem'];
const verbsOn = async (...keys: string[]): Promise<string[]> => {
  const judged = await Promise.all(
    ALL_VERBS.map(async (verb) => ((await may(`dynamodb:${verb}`, tableArn, keys)) ? [verb] : [])),
  );
  return judged.flat();
};

const OF_A_BUSINESS: [string, string[]][] = [
  ['TEAM', ['Query']],
  ['CALLS', ['GetItem']],
  ...['APPOINTMENTS', 'CUSTOMERS', 'CONSENT', 'TEXTS', 'BILLING', 'NUMBERS', 'LIMITS', 'REQUESTS'].map(
    (rows): [string, string[]] => [rows, []],
  ),
];

/** What suspending a business, or closing it for its owner, writes: and nothing of it is ever deleted here. */
const WRITTEN: [string, string[]][] = [
  ['SCHEDULE', ['GetItem', 'UpdateItem']],
  ['ONBOARDING', ['GetItem', 'PutItem', 'Query']],
  ['AUDIT', ['PutItem', 'Query']],
  ['CHAIN', ['GetItem', 'UpdateItem']],
];

/** What deciding about a contested fee takes: no appointment, and no fee. */
const DECIDED: [string, string[]][] = [['CONTESTS', ['DeleteItem', 'GetItem', 'UpdateItem']]];

describe('the function of operators', () => {
  it.each([...WRITTEN, ...DECIDED])(
    'writes of a business what suspending, closing and deciding take (%s: %j)',
    async (rows, verbs) => {
      expect(await verbsOn(`BIZ#biz_a1#${rows}`)).toEqual(verbs);
    },
  );

  it.each(OF_A_BUSINESS)(
    'reads of a business what its routes show (%s: %j), and changes nothing',
    async (rows, verbs) => {
      expect(await verbsOn(`BIZ#biz_a1#${rows}`)).toEqual(verbs);
    },
  );

  it.each([
    ['OPERATORS', ['PutItem', 'Query', 'UpdateItem']],
    ['OPERATIONS#AUDIT', ['PutItem']],
    ['OPERATIONS#CHAIN', ['GetItem', 'UpdateItem']],
    ['QUARANTINE', ['Query']],
    ['OPERATORS#1', []],
    ['DUE#WATERMARK', []],
    ['AGENT#agent_1', []],
    ['STRIPE#cus_1', []],
    ['INBOX#stripe#evt_1', []],
  ] as [string, string[]][])('may do with %s: %j', async (partition, verbs) => {
    expect(await verbsOn(partition)).toEqual(verbs);
  });

  it('mixes no rows that it may with those it may not, and asks nothing without a key', async () => {
    expect(await verbsOn('BIZ#biz_a1#CALLS', 'BIZ#biz_a1#TEXTS')).toEqual([]);
    expect(await verbsOn()).toEqual([]);
  });

  it('lists calls by time, businesses by id and contested fees that wait, and reads nothing else of an index', async () => {
    const query = (index: string, ...keys: string[]) =>
      may('dynamodb:Query', `${tableArn}/index/${index}`, keys);

    expect(await query('listed', 'BIZ#biz_a1#CALLS')).toBe(true);
    expect(await query('due', 'BUSINESSES')).toBe(true);
    expect(await query('due', 'CONTESTS')).toBe(true);
    for (const keys of [['BIZ#biz_a1#APPOINTMENTS'], ['PERSON#1'], []])
      expect(await query('listed', ...keys)).toBe(false);
    for (const keys of [['DUE#2026-11-23T15:00'], ['BUSINESSES', 'DUE#2026-11-23T15:00'], []])
      expect(await query('due', ...keys)).toBe(false);
  });

  it.each(['transcripts/biz_a1/call.json', 'raw/a', 'quarantine/a', 'unknown/a'])(
    'reaches no object: %s',
    async (key) => {
      for (const verb of ['GetObject', 'PutObject', 'DeleteObject'])
        expect(await may(`s3:${verb}`, `${bucketArn}/${key}`, [])).toBe(false);
    },
  );
});
