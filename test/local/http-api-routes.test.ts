import { expect, test } from 'vitest';
import { route, startApi } from './started-api.ts';

test.each([
  ['GET', '/v1/jobs', 'GET /v1/jobs'],
  ['GET', '/v1/7', 'GET /v1/{id}'],
  ['DELETE', '/v1/7', 'ANY /v1/{id}'],
  ['GET', '/v1/7/notes/2', 'ANY /v1/{proxy+}'],
  ['GET', '/v1/', 'fallback'],
  ['PUT', '/elsewhere', 'fallback'],
])('routes %s %s to %s', async (method, path, functionName) => {
  const routes = [
    route('$default', '$default', 'fallback'),
    route('ANY', '/v1/{proxy+}'),
    route('ANY', '/v1/{id}'),
    route('GET', '/v1/{id}'),
    route('GET', '/v1/jobs'),
  ];
  const { call, seen } = await startApi({ routes });

  await call(method, path);

  expect(seen[0]?.name).toBe(functionName);
});

test.each([
  ['GET', '/webhooks/retell'],
  ['POST', '/webhooks/retell/'],
  ['POST', '/voice//tools/x'],
])('answers 404 to %s %s, which has no route', async (method, path) => {
  const { call, seen } = await startApi();

  const { status, text } = await call(method, path);

  expect([status, text, seen.length]).toEqual([404, '{"message":"Not Found"}', 0]);
});

test('serves a named stage below its name', async () => {
  const { url, call, last } = await startApi({ stage: 'v2' });

  await call('POST', '/webhooks/retell');

  expect(url.endsWith('/v2')).toBe(true);
  expect(last()).toMatchObject({ rawPath: '/v2/webhooks/retell', requestContext: { stage: 'v2' } });
});
