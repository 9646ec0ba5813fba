// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM spells variables so.
import { describe, expect, it } from 'vitest';
import { assumeMatrix } from '../support/assume-matrix.ts';
import type { RolePolicies } from '../support/role-policies.ts';
import { scopeMatrix } from '../support/scope-matrix.ts';
import type { PolicyDocument } from '../support/second-opinion.ts';
import { rolesOf } from './deployed-roles.ts';

const holds = { breaches: [], disagreements: [], refused: undefined };
const onTable = (...verbs: string[]) => verbs.map((verb) => `dynamodb:${verb} on table`);

const ROWS_OF_A_BUSINESS: [string, string[]][] = [
  ['CALLS', ['ConditionCheckItem', 'PutItem']],
  ['CUSTOMERS', []],
  ['CONSENT', ['BatchGetItem']],
  ['SCHEDULE', ['UpdateItem']],
  ['AGENT', ['UpdateItem']],
  ['CONTESTS', ['PutItem', 'UpdateItem']],
  ['ONBOARDING', ['PutItem']],
  ['LIMITS', ['UpdateItem']],
  ['LIVE', ['PutItem']],
  ['APPOINTMENTS', ['ConditionCheckItem', 'PutItem', 'UpdateItem']],
  ['REQUESTS', ['DeleteItem', 'PutItem', 'UpdateItem']],
  ['AUDIT', ['PutItem']],
  ['CHAIN', ['UpdateItem']],
];
const TEAM_VERBS = ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];
const OF_THE_PERSON = ['DeleteItem', 'PutItem'];
const ROWS_OF_TEAMS: [string, string[]][] = [
  ['TEAM', TEAM_VERBS],
  ['LIMITS', ['UpdateItem']],
  ['AUDIT', ['PutItem']],
  ['CHAIN', ['GetItem', 'UpdateItem']],
  ['REQUESTS', ['DeleteItem', 'PutItem', 'UpdateItem']],
  ['SCHEDULE', ['GetItem', 'PutItem']],
];
const OTHER_ROWS = ['CALL#call_1', 'TEAMS', 'TEAM#1'];

const prod = rolesOf('prod');

it('what is judged here of stage prod is to the letter what the local cloud enforces', () => {
  const { functions, ofBusiness, ofTeam, ofPartner } = rolesOf('local');
  // The bus is named after its stage.
  const spelled = (roles: object) =>
    JSON.stringify(roles).replaceAll(/CloudGreet(local|prod)dataBus\w+/g, 'Bus');

  const { functions: theirs, ...scopes } = prod;
  expect(spelled({ functions, ofBusiness, ofTeam, ofPartner })).toBe(
    spelled({
      functions: theirs,
      ofBusiness: scopes.ofBusiness,
      ofTeam: scopes.ofTeam,
      ofPartner: scopes.ofPartner,
    }),
  );
});

describe('below the code', () => {
  const { functions, scopeOf, ofBusiness, ofTeam } = prod;

  it.each(ROWS_OF_A_BUSINESS)(
    'credentials of a business reach its rows (%s as far as they need), its lists and its transcripts, and nothing of anybody else',
    async (rows, changes) => {
      const { judged, ...found } = await scopeMatrix({ ...scopeOf(ofBusiness), rows });

      const allowed = [
        ...onTable('GetItem', ...changes, 'Query'),
        'dynamodb:Query on index listed',
        's3:GetObject on transcripts',
      ];
      expect(found).toEqual({ ...holds, allowed: allowed.sort() });
      expect(judged).toBeGreaterThan(1700);
    },
  );

  it.each(ROWS_OF_TEAMS)(
    'credentials of a team change reach %s of their business as far as they need, and nothing of anybody else',
    async (rows, verbs) => {
      // A person who has no rows here, so that what is allowed is allowed of the business's.
      const scope = { ...scopeOf(ofTeam), rows, otherTags: { person: '3' } };

      const { judged, ...found } = await scopeMatrix(scope);

      expect(found).toEqual({ ...holds, allowed: onTable(...verbs) });
      expect(judged).toBeGreaterThan(1700);
    },
  );

  it('credentials of a team change reach the memberships of their person, and of no other', async () => {
    const scope = { ...scopeOf(ofTeam), rows: 'CALLS', otherTags: { person: '1' }, alsoOwn: ['PERSON#1'] };

    expect(await scopeMatrix(scope)).toMatchObject({ ...holds, allowed: onTable(...OF_THE_PERSON) });
  });

  it.each(OTHER_ROWS)(
    'credentials of a team change do not reach %s, not of their own business',
    async (rows) => {
      const scope = { ...scopeOf(ofTeam), rows, otherTags: { person: '3' } };

      expect(await scopeMatrix(scope)).toMatchObject({ ...holds, allowed: [] });
    },
  );

  it('credentials of a business are given to the function behind its API alone, tagged with a business and nothing else', async () => {
    expect(
      await assumeMatrix({ role: ofBusiness, callers: functions, tags: { business: 'biz_a1' } }),
    ).toEqual({
      allowed: ['api/owner: business=biz_a1'],
      disagreements: [],
    });
  });

  it('credentials of a team change are given to the function behind sign-in alone, tagged with a business and a person', async () => {
    const tags = { business: 'biz_a1', person: 'per_1' };

    expect(await assumeMatrix({ role: ofTeam, callers: functions, tags })).toEqual({
      allowed: ['api/people: business=biz_a1 person=per_1'],
      disagreements: [],
    });
  });

  it.each([
    ['api/owner', ['GetItem']],
    ['api/people', TEAM_VERBS],
    ['api/environment', ['GetItem', 'UpdateItem']],
  ])(
    '%s by itself reaches no row of a business, no index and no object, and cannot scan',
    async (handler, verbs) => {
      const role = functions[handler] as RolePolicies;

      const found = await scopeMatrix({ ...scopeOf(role), alsoOwn: ['PERSON#1', 'PERSON#2'] });

      // What it may do with other services is in permissions.test.ts.
      const breaches = found.breaches.filter(
        (one) => !/^grants (logs|sts|secretsmanager|cognito-idp):\w+$/.test(one),
      );
      expect({ ...found, breaches }).toMatchObject({ ...holds, allowed: onTable(...verbs) });
    },
  );
});

describe('a flaw planted in the deployed policies shows', () => {
  const { scopeOf, ofBusiness, ofTeam } = prod;
  /** The policies with something else in the place of each `from`. */
  const spoilt = ({ identity }: RolePolicies, from: string, to: string): PolicyDocument[] => {
    const text = JSON.stringify(identity);
    expect(text).toContain(from);
    return JSON.parse(text.replaceAll(from, to)) as PolicyDocument[];
  };
  const guard = ',"Null":{"dynamodb:LeadingKeys":"false"}';
  const own = 'BIZ#${aws:PrincipalTag/business}#*';

  it.each([
    ['the Null condition gone', guard, '', /^dynamodb:Query on table .* tagged "biz_a1"/],
    ['the Null condition turned', '"false"', '"true"', /^dynamodb:Query on table/],
    ['no delimiter', own, 'BIZ#${aws:PrincipalTag/business}*', /of BIZ#biz_a12#ROW tagged "biz_a1"/],
    ['no tag', own, 'BIZ#*', /of BIZ#biz_b2#ROW tagged "biz_a1"/],
    [
      'a tag that may be missing',
      own,
      "BIZ#${aws:PrincipalTag/business, 'biz_a1'}#*",
      /of BIZ#biz_a1#ROW without a tag/,
    ],
    [
      'any value in the place of all',
      'ForAllValues',
      'ForAnyValue',
      /BIZ#biz_a1#ROW and BIZ#biz_b2#ROW tagged "biz_a1"/,
    ],
    ['all indexes', 'index/listed', 'index/*', /^dynamodb:Query on index due/],
    ['all folders', '/transcripts/${aws:PrincipalTag/business}/*', '/*', /^s3:GetObject on quarantine/],
    [
      'the folder without its end',
      '{aws:PrincipalTag/business}/*',
      '{aws:PrincipalTag/business}*',
      /transcripts\/biz_a12\//,
    ],
  ])('%s, where a business is kept to its own', async (_, from, to, breach) => {
    const found = await scopeMatrix({ ...scopeOf(ofBusiness), identity: spoilt(ofBusiness, from, to) });

    expect([...found.breaches, ...found.allowed, ...found.disagreements]).toContainEqual(
      expect.stringMatching(breach),
    );
  });

  it.each([
    ['the person not asked for', '${aws:PrincipalTag/person}', '*', /of PERSON#2/],
    ['the business not asked for', '${aws:PrincipalTag/business}', '*', /of BIZ#biz_b2#TEAM tagged "biz_a1"/],
    ['the Null condition gone', guard, '', /^dynamodb:Query on table .* tagged "biz_a1"/],
  ])('%s, where a team change is kept to its own', async (_, from, to, breach) => {
    const { breaches } = await scopeMatrix({
      ...scopeOf(ofTeam),
      identity: spoilt(ofTeam, from, to),
      rows: 'TEAM',
      otherTags: { person: '1' },
      alsoOwn: ['PERSON#1'],
    });

    expect(breaches).toContainEqual(expect.stringMatching(breach));
  });
});
