// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM spells variables so.
import { expect, test } from 'vitest';
import { resolveStacks, stacksFrom } from '../support/role-policies.ts';
import { type Scope, scopeMatrix } from '../support/scope-matrix.ts';
import type { PolicyDocument } from '../support/second-opinion.ts';
import { scopedTemplate, scopeId } from './scoped-example.ts';

const resolved = resolveStacks(stacksFrom([['Example', scopedTemplate]]));
const role = resolved.roleNamed(scopeId);
const scope: Scope = {
  roleArn: role.arn,
  identity: role.identity,
  tableArn: resolved.identityOf('AWS::DynamoDB::Table', 'Rows').arn,
  indexNames: ['owner'],
  bucketArn: resolved.identityOf('AWS::S3::Bucket', 'Calls').arn,
};

test('a scoped role reaches one business and nothing else, whatever the tag', async () => {
  const { judged, ...found } = await scopeMatrix(scope);

  expect(found).toEqual({
    allowed: [
      'dynamodb:BatchGetItem on table',
      'dynamodb:BatchWriteItem on table',
      'dynamodb:GetItem on table',
      'dynamodb:PutItem on table',
      'dynamodb:Query on index owner',
      'dynamodb:Query on table',
      'dynamodb:UpdateItem on table',
      's3:GetObject on transcripts',
    ],
    breaches: [],
    disagreements: [],
    refused: undefined,
  });
  expect(judged).toBeGreaterThan(900);
});

const rows = (
  Condition: object,
  Action: unknown = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
) => ({
  Effect: 'Allow',
  Action,
  Resource: [scope.tableArn, `${scope.tableArn}/index/*`],
  Condition,
});
const guard = { Null: { 'dynamodb:LeadingKeys': 'false' } };
const like = (pattern: string) => ({ 'dynamodb:LeadingKeys': [pattern] });
const own = 'BIZ#${aws:PrincipalTag/business}#*';

test.each<[string, object, string | RegExp]>([
  ['all values and no guard', rows({ 'ForAllValues:StringLike': like(own) }), /^dynamodb:Scan on table/],
  [
    'any value',
    rows({ ...guard, 'ForAnyValue:StringLike': like(own) }),
    /GetItem.* of BIZ#biz_a1#ROW and BIZ#biz_b2#ROW tagged "biz_a1"/,
  ],
  [
    'no delimiter',
    rows({ ...guard, 'ForAllValues:StringLike': like('BIZ#${aws:PrincipalTag/business}*') }),
    /BIZ#biz_a12#ROW tagged "biz_a1"/,
  ],
  ['no variable', rows({ ...guard, 'ForAllValues:StringLike': like('BIZ#*') }), /without a tag/],
  [
    'a default',
    rows({ ...guard, 'ForAllValues:StringLike': like("BIZ#${aws:PrincipalTag/business, 'biz_a1'}#*") }),
    /without a tag/,
  ],
  [
    'a pattern that fits everybody',
    rows({ ...guard, 'ForAllValues:StringLikeIfExists': like('*') }),
    /PERSON#1/,
  ],
  [
    'all actions',
    { ...rows({ Null: { 'aws:PrincipalTag/business': 'false' } }, 'dynamodb:*') },
    /DeleteTable/,
  ],
  [
    'the folder without its end',
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${scope.bucketArn}/transcripts/\${aws:PrincipalTag/business}*`,
    },
    /transcripts\/biz_a12\//,
  ],
  [
    'the whole bucket',
    { Effect: 'Allow', Action: 's3:*', Resource: [scope.bucketArn, `${scope.bucketArn}/*`] },
    /s3:ListBucket/,
  ],
  ['another service', { Effect: 'Allow', Action: 'sqs:*', Resource: '*' }, /grants sqs:\*/],
  ['all but something', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, /everything but/],
])('a flawed fence is seen through: %s', async (_, statement, breach) => {
  const identity: PolicyDocument[] = [{ Version: '2012-10-17', Statement: [statement] }];

  const { breaches, disagreements } = await scopeMatrix({ ...scope, identity });

  expect(breaches).toContainEqual(expect.stringMatching(breach));
  expect(disagreements).toEqual([]);
});

test('a misspelt key is a breach to IAM, and the local cloud does not start with it', async () => {
  const statement = rows({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKey': [own] } });

  const found = await scopeMatrix({
    ...scope,
    identity: [{ Version: '2012-10-17', Statement: [statement] }],
  });

  expect(found.refused).toMatch(/condition key dynamodb:LeadingKey\./);
  expect(found.breaches).toContainEqual(expect.stringMatching(/^dynamodb:Scan on table/));
});

test('a role of several tags reaches what each of them names', async () => {
  const keys = [own, 'PERSON#${aws:PrincipalTag/person}'];
  const statement = rows(
    { ...guard, 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
    'dynamodb:GetItem',
  );
  const identity: PolicyDocument[] = [
    { Version: '2012-10-17', Statement: [{ ...statement, Resource: scope.tableArn }] },
  ];
  const given = { ...scope, rows: 'TEAM', identity, otherTags: { person: '1' } };

  expect((await scopeMatrix({ ...given, alsoOwn: ['PERSON#1'] })).breaches).toEqual([]);
  expect((await scopeMatrix(given)).breaches).toContain(
    'dynamodb:GetItem on table of PERSON#1 without a tag',
  );
});
