import { describe, expect, it } from 'vitest';
import { decide, readPolicy } from '../../scripts/local/gateway/policy/evaluate.ts';
import { assumeMatrix } from '../support/assume-matrix.ts';
import type { RolePolicies } from '../support/role-policies.ts';
import { scopeMatrix } from '../support/scope-matrix.ts';
import { rolesOf } from './deployed-roles.ts';

const { functions, scopeOf, ofPartner } = rolesOf('prod');

const holds = { breaches: [], disagreements: [], refused: undefined };
const onTable = (...verbs: string[]) => verbs.map((verb) => `dynamodb:${verb} on table`);
const COUNTED = [...onTable('GetItem'), 'dynamodb:Query on index listed'];

const ROWS: [string, string[]][] = [
  ['SCHEDULE', onTable('GetItem', 'PutItem')],
  ['TEAM', onTable('ConditionCheckItem', 'GetItem')],
  ['AUDIT', onTable('PutItem')],
  ['CHAIN', onTable('GetItem', 'UpdateItem')],
  ['CALLS', COUNTED],
  ['APPOINTMENTS', COUNTED],
];
/** Of the partner that the session is for, and of another. */
const mine = 'PARTNER#ptr_a1#BUSINESSES';
const notMine = [
  ...['CUSTOMERS', 'CONSENT', 'TEXTS', 'BILLING', 'NUMBERS', 'REQUESTS', 'LIMITS'].map(
    (rows) => `BIZ#biz_a1#${rows}`,
  ),
  'PARTNERS',
  'PARTNER#ptr_a1',
  'PARTNER#ptr_a1#USAGE',
  'PARTNER#ptr_a1#WEBHOOKS',
  'PARTNER#ptr_a1#REQUESTS',
  'PARTNER#ptr_a12#BUSINESSES',
  'PARTNER#ptr_b2',
  'PARTNER#ptr_b2#BUSINESSES',
  'PARTNERKEY#key_1',
  'ADDRESS#1',
  'OPERATIONS#AUDIT',
];
const otherTags = { partner: 'ptr_a1' };

describe('below the code of partners [O2]', () => {
  it.each(ROWS)(
    'credentials for a business of a partner reach %s of it as far as they need, and nothing of anybody else',
    async (rows, allowed) => {
      const { judged, ...found } = await scopeMatrix({ ...scopeOf(ofPartner), rows, otherTags });

      expect(found).toEqual({ ...holds, allowed });
      expect(judged).toBeGreaterThan(1700);
    },
  );

  it('add to what that partner has opened and reach nothing else of the business, the partner or another', async () => {
    const scope = { ...scopeOf(ofPartner), rows: 'NONE', otherTags, alsoOwn: [mine], alsoAsked: notMine };

    expect(await scopeMatrix(scope)).toMatchObject({ ...holds, allowed: onTable('PutItem') });
  });

  it('are given to the function behind the API of partners alone, tagged with a business and a partner', async () => {
    const tags = { business: 'biz_a1', partner: 'ptr_a1' };

    expect(await assumeMatrix({ role: ofPartner, callers: functions, tags })).toEqual({
      allowed: ['api/partner: business=biz_a1 partner=ptr_a1'],
      disagreements: [],
    });
  });

  it.each([
    [['PARTNERS', 'PARTNER#ptr_1', 'PARTNERKEY#key_1'], ['GetItem']],
    [['PARTNER#ptr_1#BUSINESSES'], ['GetItem', 'Query']],
    [['PARTNER#ptr_1#USAGE'], ['GetItem', 'Query', 'UpdateItem']],
    [['PARTNER#ptr_1#LIMITS'], ['GetItem', 'UpdateItem']],
    [['PARTNER#ptr_1#REQUESTS'], ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem']],
    [['PARTNER#ptr_1#WEBHOOKS'], ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']],
    [['ADDRESS#1'], ['GetItem', 'PutItem', 'UpdateItem']],
  ])(
    'the function by itself does with %s what it needs, and with nothing of a business or a person',
    async (alsoOwn, verbs) => {
      const role = functions['api/partner'] as RolePolicies;

      const found = await scopeMatrix({ ...scopeOf(role), alsoOwn });

      // What it may do with other services is in permissions.test.ts.
      const breaches = found.breaches.filter((one) => !/^grants (logs|sts):\w+$/.test(one));
      expect({ ...found, breaches }).toMatchObject({ ...holds, allowed: onTable(...verbs) });
    },
  );

  it('keys are made and changed by operators alone, of all who answer requests', () => {
    const may = (handler: string, verb: string, key: string): boolean => {
      const { arn, identity } = functions[handler] as RolePolicies;
      const principal = { kind: 'role', arn, accountId: String(arn.split(':')[4]) } as const;
      const statements = identity.flatMap((document) => readPolicy(document, handler));
      const context = { 'dynamodb:leadingkeys': [key] };
      const resource = scopeOf(ofPartner).tableArn;
      return decide(statements, [], { action: `dynamodb:${verb}`, resource, principal, context }).allowed;
    };
    const able = Object.keys(functions)
      .filter((name) => name.startsWith('api/'))
      .flatMap((handler) =>
        ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].flatMap((verb) =>
          ['PARTNER#ptr_1', 'PARTNERKEY#key_1', 'PARTNERS']
            .filter((key) => may(handler, verb, key))
            .map((key) => `${handler} ${verb} ${key}`),
        ),
      );

    expect(able.toSorted()).toEqual([
      'api/operator PutItem PARTNER#ptr_1',
      'api/operator PutItem PARTNERKEY#key_1',
      'api/operator PutItem PARTNERS',
    ]);
  });
});
