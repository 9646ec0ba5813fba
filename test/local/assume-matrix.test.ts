import { expect, test } from 'vitest';
import { assumeMatrix } from '../support/assume-matrix.ts';
import { type RolePolicies, resolveStacks, stacksFrom } from '../support/role-policies.ts';
import type { PolicyDocument } from '../support/second-opinion.ts';
import { scopedTemplate, scopeId } from './scoped-example.ts';

const { roleNamed } = resolveStacks(stacksFrom([['Example', scopedTemplate]]));
const role = roleNamed(scopeId);
const callers = {
  owner: roleNamed('OwnerRole'),
  worker: roleNamed('WorkerRole'),
  stranger: roleNamed('StrangerRole'),
};
const tags = { business: 'biz_a1' };

test('a scoped role is assumed by one function, with the tag of a business and no other', async () => {
  expect(await assumeMatrix({ role, callers, tags })).toEqual({
    allowed: ['owner: business=biz_a1'],
    disagreements: [],
  });
});

const trusting = (change: object): RolePolicies => {
  const [statement] = role.trust.Statement;
  const trust: PolicyDocument = { Version: '2012-10-17', Statement: [{ ...statement, ...change }] };
  return { ...role, trust };
};
const accountId = role.arn.split(':')[4];

test.each([
  ['no condition', { Condition: {} }, 'owner: no tags'],
  [
    'any further tag',
    { Condition: { StringLike: { 'aws:RequestTag/business': 'biz_*' } } },
    'owner: business=biz_a1 more=x',
  ],
  [
    'a tag that may be missing',
    { Condition: { StringLikeIfExists: { 'aws:RequestTag/business': 'biz_*' } } },
    'owner: no tags',
  ],
  [
    'a pattern with a star before it',
    { Condition: { StringLike: { 'aws:RequestTag/business': '*biz_*' } } },
    'owner: business=xbiz_a1',
  ],
  ['the whole account', { Principal: { AWS: `arn:aws:iam::${accountId}:root` } }, 'worker: business=biz_a1'],
])('a flawed trust is seen through: %s', async (_, change, found) => {
  const { allowed, disagreements } = await assumeMatrix({ role: trusting(change), callers, tags });

  expect(allowed).toContain(found);
  expect(disagreements).toEqual([]);
});
