// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM spell references so.
import { expect, test } from 'vitest';
import {
  decide,
  type Principal,
  readPolicy,
  type Statement,
} from '../../scripts/local/gateway/policy/evaluate.ts';

const role: Principal = { kind: 'role', arn: 'arn:aws:iam::1:role/booker', accountId: '1' };
const table = 'arn:aws:dynamodb:us-east-1:1:table/rows';
const allow = (overrides: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: table,
  ...overrides,
});
const may = (
  statements: Statement[],
  { action = 'dynamodb:GetItem', resource = table, context = {}, resourcePolicy = [] as Statement[] } = {},
): boolean => decide(statements, resourcePolicy, { action, resource, principal: role, context }).allowed;

test('refuses what nobody allowed', () => {
  expect(may([])).toBe(false);
  expect(may([allow()], { action: 'dynamodb:PutItem' })).toBe(false);
  expect(may([allow()], { resource: `${table}/index/due` })).toBe(false);
});

test.each([
  ['exact', allow()],
  ['action in other letters', allow({ Action: 'DynamoDB:getitem' })],
  ['action with a star', allow({ Action: 'dynamodb:Get*' })],
  ['one of several resources', allow({ Resource: ['arn:aws:s3:::x', 'arn:aws:dynamodb:*:?:table/rows'] })],
  ['everything but', allow({ Action: undefined as never, NotAction: 'dynamodb:DeleteTable' })],
])('allows a matching statement: %s', (_, statement) => {
  expect(may([statement])).toBe(true);
});

test('an explicit deny wins wherever it stands', () => {
  const deny: Statement = { ...allow(), Effect: 'Deny' };

  expect(may([allow({ Action: '*', Resource: '*' }), deny])).toBe(false);
  expect(may([allow()], { resourcePolicy: [{ ...deny, Principal: '*' }] })).toBe(false);
});

test('a resource policy alone is enough for the role it names and for nobody else', () => {
  const naming = (arn: string): Statement => allow({ Principal: { AWS: arn } });

  expect(may([], { resourcePolicy: [naming(role.arn)] })).toBe(true);
  expect(may([], { resourcePolicy: [naming('arn:aws:iam::1:role/other')] })).toBe(false);
});

test('a service gets in by its name and its source', () => {
  const statement: Statement = {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: 'arn:aws:sqs:us-east-1:1:work',
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:us-east-1:1:rule/bus/booked' } },
  };
  const from = (name: string, sourceArn: string): boolean =>
    decide([], [statement], {
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:us-east-1:1:work',
      principal: { kind: 'service', name },
      context: { 'aws:sourcearn': [sourceArn] },
    }).allowed;

  expect(from('events.amazonaws.com', 'arn:aws:events:us-east-1:1:rule/bus/booked')).toBe(true);
  expect(from('events.amazonaws.com', 'arn:aws:events:us-east-1:1:rule/bus/other')).toBe(false);
  expect(from('sns.amazonaws.com', 'arn:aws:events:us-east-1:1:rule/bus/booked')).toBe(false);
});

const leadingKeys = (operator: string, ...values: string[]) => ({
  [operator]: { 'dynamodb:LeadingKeys': values },
});

test.each([
  ['like, matching', leadingKeys('ForAllValues:StringLike', 'BIZ#1#*'), ['BIZ#1#SCHEDULE'], true],
  ['like, another business', leadingKeys('ForAllValues:StringLike', 'BIZ#1#*'), ['BIZ#2#SCHEDULE'], false],
  [
    'all of none is true, which is why the guard is needed',
    leadingKeys('ForAllValues:StringLike', 'BIZ#1#*'),
    undefined,
    true,
  ],
  ['null guard against a missing key', leadingKeys('Null', 'false'), undefined, false],
  ['null guard with the key', leadingKeys('Null', 'false'), ['BIZ#1#'], true],
  ['any of several', leadingKeys('ForAnyValue:StringEquals', 'b'), ['a', 'b'], true],
  ['not equal to a missing key', leadingKeys('StringNotEquals', 'a'), undefined, true],
  ['if it exists, and it does not', leadingKeys('StringEqualsIfExists', 'a'), undefined, true],
  ['equal to a missing key', leadingKeys('StringEquals', 'a'), undefined, false],
])('judges a condition: %s', (_, Condition, keys, expected) => {
  expect(may([allow({ Condition })], { context: keys ? { 'dynamodb:leadingkeys': keys } : {} })).toBe(
    expected,
  );
});

test.each([
  [{ Condition: { NumericLessThan: { 'aws:SourceAccount': '1' } } }, /operator NumericLessThan/],
  [{ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }, /key aws:PrincipalOrgID/],
  [{ Condition: leadingKeys('StringLike', 'BIZ#1#*') }, /LeadingKeys has several values/],
  [{ Condition: leadingKeys('ForAnyValue:StringLikeIfExists', 'a') }, /ForAnyValue:StringLikeIfExists/],
  [{ Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKey': 'a' } } }, /key dynamodb:LeadingKey\./],
  [{ Condition: { ArnLike: { 'aws:PrincipalArn': '*' } } }, /is no ARN/],
  [{ Condition: { StringLike: { 'aws:SourceArn': '${aws:username}' } } }, /policy variables/],
  [{ Resource: 'arn:aws:s3:::${aws:userid}/*' }, /policy variables/],
  [{ Resource: 'arn:aws:s3:::${aws:PrincipalTag/business' }, /without an end/],
  [{ Resource: 'arn:aws:s3:::${aws:PrincipalTag/business}/*' }, /version 2012-10-17/],
  [{ NotResource: 'arn:aws:s3:::${aws:PrincipalTag/business}/*' }, /NotResource/],
  [{ Action: 's3:${aws:PrincipalTag/verb}' }, /in resources and conditions only/],
  [{ Principal: { Federated: 'x' } }, /principals of kind Federated/],
  [{ NotPrincipal: '*' }, /element NotPrincipal/],
])('refuses by name what it could only guess at: %j', (extra, message) => {
  expect(() => readPolicy({ Statement: { ...allow(), ...extra } }, 'Role')).toThrow(message);
});

const scoped = (business: string | undefined, Resource: string, resource: string): boolean => {
  const document = { Version: '2012-10-17', Statement: allow({ Action: 's3:GetObject', Resource }) };
  const context = business === undefined ? {} : { 'aws:principaltag/business': [business] };
  return may(readPolicy(document, 'Role'), { action: 's3:GetObject', resource, context });
};

test.each([
  ['its own', 'biz_a1', '${aws:PrincipalTag/business}', 'biz_a1', true],
  ['the key in other letters', 'biz_a1', '${aws:principaltag/Business}', 'biz_a1', true],
  ['one that begins alike', 'biz_a1', '${aws:PrincipalTag/business}', 'biz_a12', false],
  ['a tag that is a star', '*', '${aws:PrincipalTag/business}', 'biz_a1', false],
  ['a star for a tag that is a star', '*', '${aws:PrincipalTag/business}', '*', true],
  ['a tag of question marks', 'biz_??', '${aws:PrincipalTag/business}', 'biz_a1', false],
  ['a tag with signs of a regular expression', 'b.z_a1', '${aws:PrincipalTag/business}', 'biz_a1', false],
  ['an empty tag', '', '${aws:PrincipalTag/business}', '', false],
  ['no tag', undefined, '${aws:PrincipalTag/business}', 'biz_a1', false],
  ['the default without a tag', undefined, "${aws:PrincipalTag/business, 'biz_a1'}", 'biz_a1', true],
  ['the default with a tag', 'biz_b2', "${aws:PrincipalTag/business, 'biz_a1'}", 'biz_a1', false],
  ['a default that is a star', undefined, "${aws:PrincipalTag/business, '*'}", 'biz_a1', false],
])('puts the tag of a session into a resource as it stands: %s', (_, tag, variable, folder, expected) => {
  const [pattern, resource] = [variable, folder].map((one) => `arn:aws:s3:::calls/transcripts/${one}/`);

  expect(scoped(tag, `${pattern}*`, `${resource}call.json`)).toBe(expected);
});

test('a policy of the session only narrows what the role may do', () => {
  const session = (...statements: Statement[]): boolean =>
    decide(
      [allow()],
      [],
      { action: 'dynamodb:GetItem', resource: table, principal: role, context: {} },
      { session: statements },
    ).allowed;

  expect(session(allow())).toBe(true);
  expect(session(allow({ Action: 'dynamodb:PutItem' }))).toBe(false);
  expect(session({ ...allow(), Effect: 'Deny' }, allow())).toBe(false);
  expect(session()).toBe(false);
});

test('the account named in a resource policy leaves the decision to the role', () => {
  const resourcePolicy = [allow({ Principal: { AWS: 'arn:aws:iam::1:root' } })];

  expect(may([], { resourcePolicy })).toBe(false);
  expect(may([allow()], { resourcePolicy })).toBe(true);
});

test('a star in a condition on an ARN does not reach over a colon', () => {
  const statement = allow({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:*:1:work' } } });
  const from = (arn: string) => may([statement], { context: { 'aws:sourcearn': [arn] } });

  expect(from('arn:aws:sqs:us-east-1:1:work')).toBe(true);
  expect(from('arn:aws:sqs:us-east-1:2:work:1:work')).toBe(false);
});
