import { expect, it } from 'vitest';
import { fitsPattern } from '../../../scripts/local/cloudfront/path-pattern.ts';

it.each([
  ['/v1/*', '/v1/me', true],
  ['/v1/*', '/v1/businesses/biz_1/team', true],
  ['/v1/*', '/v1/', true],
  ['/v1/*', '/v1', false],
  ['/v1/*', '/V1/me', false],
  ['/v1/*', '/v12/me', false],
  ['/v1/*', '/x/v1/me', false],
  ['v1/*', '/v1/me', true],
  ['/?.css', '/a.css', true],
  ['/?.css', '/axcss', false],
  ['/?.css', '/ab.css', false],
  ['*', '/anything/at/all', true],
])('a behaviour for %s takes %s: %s', (pattern, path, takes) => {
  expect(fitsPattern(pattern, path)).toBe(takes);
});
