import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startHttpApi } from '../../scripts/local/http-api/http-api.ts';
import { REQUEST_TOO_LARGE } from '../../scripts/local/lambda/lambda-host.ts';
import type { HttpApiSpec, HttpRoute, InvokeResult } from '../../scripts/local/types.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const route = (method: string, path: string, functionName = `${method} ${path}`): HttpRoute => ({
  method,
  path,
  functionName,
});

const ok = (payload: unknown): InvokeResult => ({ ok: true, payload });
const failed = (errorType: string, timedOut = false): InvokeResult => ({
  ok: false,
  errorType,
  errorMessage: 'broken',
  timedOut,
});

type Seen = { readonly name: string; readonly event: Record<string, unknown> };

const startApi = async (
  overrides: Partial<HttpApiSpec> = {},
  invoke: () => Promise<InvokeResult> = async () => ok({ statusCode: 204 }),
  integrationLimitMs?: number,
) => {
  const seen: Seen[] = [];
  const { url, stop } = await startHttpApi({
    api: {
      logicalId: 'Api',
      apiId: 'api123',
      stage: '$default',
      routes: [route('POST', '/webhooks/retell'), route('POST', '/voice/{businessId}/tools/{tool}')],
      cors: undefined,
      throttle: undefined,
      ...overrides,
    },
    host: {
      invoke(name, event) {
        seen.push({ name, event: event as Seen['event'] });
        return invoke();
      },
    },
    clock: { ...createLocalClock(), now: () => Date.UTC(2026, 10, 1, 6, 30, 5) },
    log: () => {},
    ...(integrationLimitMs !== undefined && { integrationLimitMs }),
  });
  stops.push(stop);
  const call = async (
    method: string,
    path: string,
    headers: OutgoingHttpHeaders = {},
    body?: string | Buffer,
  ) => {
    const sent = httpRequest(`${url}${path}`, { method, headers, agent: false });
    sent.on('error', () => {});
    sent.end(body);
    const [response] = await once(sent, 'response');
    const text = (await buffer(response)).toString('utf8');
    return { status: response.statusCode as number, headers: response.headers as IncomingHttpHeaders, text };
  };
  return { url, call, seen, last: () => seen.at(-1)?.event ?? {} };
};

const JSON_TYPE = { 'content-type': 'application/json' };
const BIG_HEADER = { 'x-large': 'x'.repeat(10_240) };

test('hands the function a request in payload format 2.0', async () => {
  const { call, seen } = await startApi();

  await call(
    'POST',
    '/voice/biz_1/tools/look%20up?a=1&a=2&b=x%20y',
    {
      ...JSON_TYPE,
      'User-Agent': 'Retell',
      'X-Twice': ['one', 'two'],
      Cookie: 'a=1; b=2',
      'X-Forwarded-For': '192.0.2.1',
    },
    '{"name":"Zoë"}',
  );

  const { host } = (seen[0]?.event.headers ?? {}) as Record<string, string>;
  expect(seen).toEqual([
    {
      name: 'POST /voice/{businessId}/tools/{tool}',
      event: {
        version: '2.0',
        routeKey: 'POST /voice/{businessId}/tools/{tool}',
        rawPath: '/voice/biz_1/tools/look up',
        rawQueryString: 'a=1&a=2&b=x%20y',
        cookies: ['a=1', 'b=2'],
        headers: {
          'content-type': 'application/json',
          'content-length': '15',
          host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
          'user-agent': 'Retell',
          'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
          'x-forwarded-for': '192.0.2.1, 127.0.0.1',
          'x-forwarded-port': host?.split(':')[1],
          'x-forwarded-proto': 'http',
          'x-twice': 'one,two',
        },
        queryStringParameters: { a: '1,2', b: 'x y' },
        requestContext: {
          accountId: '123456789012',
          apiId: 'api123',
          domainName: host,
          domainPrefix: 'api123',
          http: {
            method: 'POST',
            path: '/voice/biz_1/tools/look up',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
            userAgent: 'Retell',
          },
          requestId: expect.any(String),
          routeKey: 'POST /voice/{businessId}/tools/{tool}',
          stage: '$default',
          time: '01/Nov/2026:06:30:05 +0000',
          timeEpoch: Date.UTC(2026, 10, 1, 6, 30, 5),
        },
        pathParameters: { businessId: 'biz_1', tool: 'look up' },
        body: '{"name":"Zoë"}',
        isBase64Encoded: false,
      },
    },
  ]);
});

test('leaves out what a request does not have', async () => {
  const { call, last } = await startApi();

  await call('POST', '/webhooks/retell');

  expect(Object.keys(last()).toSorted()).toEqual(
    [
      'headers',
      'isBase64Encoded',
      'rawPath',
      'rawQueryString',
      'requestContext',
      'routeKey',
      'version',
    ].toSorted(),
  );
});

test.each([
  ['application/json; charset=utf-8', Buffer.from('{"é":1}'), false],
  ['application/problem+json', Buffer.from('{}'), false],
  ['text/plain', Buffer.from('\uFEFFmarked'), false],
  ['application/json', Buffer.from([0x7b, 0xff, 0x7d]), true],
  ['application/octet-stream', Buffer.from('plain'), true],
  ['application/x-www-form-urlencoded', Buffer.from('a=1'), true],
])('keeps every byte of a body of %s', async (type, bytes, isBase64Encoded) => {
  const { call, last } = await startApi();

  await call('POST', '/webhooks/retell', { 'content-type': type }, bytes);

  expect(last().isBase64Encoded).toBe(isBase64Encoded);
  expect(Buffer.from(String(last().body), isBase64Encoded ? 'base64' : 'utf8')).toEqual(bytes);
});

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

test('gives the client what the function answered', async () => {
  const { call } = await startApi({}, async () =>
    ok({
      statusCode: 201,
      headers: { 'X-Count': 3, 'Content-Type': 'image/png' },
      cookies: ['a=1; Secure', 'b=2'],
      body: Buffer.from('picture').toString('base64'),
      isBase64Encoded: true,
    }),
  );

  const { status, headers, text } = await call('POST', '/webhooks/retell');

  expect([status, text]).toEqual([201, 'picture']);
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'x-count': '3',
    'set-cookie': ['a=1; Secure', 'b=2'],
    'apigw-requestid': expect.any(String),
  });
});

test.each([
  ['an object without a status code', { say: 'hello' }, 200, '{"say":"hello"}'],
  ['a text', 'hello', 200, 'hello'],
  ['nothing', null, 200, 'null'],
  ['a status code alone', { statusCode: 401 }, 401, ''],
  ['a body that is no text', { statusCode: 200, body: {} }, 500, '{"message":"Internal Server Error"}'],
  ['a status code that is none', { statusCode: 'fine' }, 500, '{"message":"Internal Server Error"}'],
  [
    'headers that are lists',
    { statusCode: 200, headers: { a: ['1'] } },
    500,
    '{"message":"Internal Server Error"}',
  ],
])('understands %s as an answer', async (_what, payload, status, text) => {
  const { call } = await startApi({}, async () => ok(payload));

  expect(await call('POST', '/webhooks/retell')).toMatchObject({ status, text });
});

test.each([
  ['an error', failed('TypeError'), 500, 'Internal Server Error'],
  ['a crash', failed('Runtime.ExitError'), 500, 'Internal Server Error'],
  ['a time-out', failed('Sandbox.Timedout', true), 503, 'Service Unavailable'],
  ['an event over 6 MB', failed(REQUEST_TOO_LARGE), 413, 'Request Too Long'],
])('answers %s of the function as the real API does', async (_what, result, status, message) => {
  const { call } = await startApi({}, async () => result);

  expect(await call('POST', '/webhooks/retell')).toMatchObject({ status, text: JSON.stringify({ message }) });
});

test('answers 503 when the function is not done at the limit', async () => {
  const { call } = await startApi({}, () => new Promise(() => {}), 20);

  expect(await call('POST', '/webhooks/retell')).toMatchObject({
    status: 503,
    text: '{"message":"Service Unavailable"}',
  });
});

test('refuses a body over 10 MB', async () => {
  const { call, seen } = await startApi();

  const { status } = await call(
    'POST',
    '/webhooks/retell',
    JSON_TYPE,
    Buffer.alloc(10 * 1024 * 1024 + 1, 'x'),
  );

  expect([status, seen.length]).toEqual([413, 0]);
});

test('refuses headers over 10,240 bytes', async () => {
  const { call, seen } = await startApi();

  const { status } = await call('POST', '/webhooks/retell', BIG_HEADER);

  expect([status, seen.length]).toEqual([431, 0]);
});

test('lets a burst through and refuses what comes on top of it', async () => {
  const { call, seen } = await startApi({ throttle: { burst: 2, ratePerSecond: 0.001 } });

  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await call('POST', '/webhooks/retell')).status);

  expect([statuses, seen.length]).toEqual([[204, 204, 429], 2]);
});

const cors = {
  AllowOrigins: ['https://app.example.com'],
  AllowMethods: ['POST'],
  AllowHeaders: ['authorization'],
  MaxAge: 600,
  AllowCredentials: true,
};
const preflight = { 'Access-Control-Request-Method': 'POST' };

test('answers a preflight request itself', async () => {
  const { call, seen } = await startApi({ cors });

  const { status, headers } = await call('OPTIONS', '/webhooks/retell', {
    ...preflight,
    Origin: 'https://app.example.com',
  });

  expect([status, seen.length]).toEqual([204, 0]);
  expect(headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization',
    'access-control-allow-credentials': 'true',
    'access-control-max-age': '600',
  });
});

test('says nothing of origins to one it does not know, whatever the function says', async () => {
  const spoken = ok({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' });
  const { call } = await startApi({ cors }, async () => spoken);
  const stranger = { Origin: 'https://evil.example.com' };

  const answers = [
    await call('OPTIONS', '/webhooks/retell', { ...preflight, ...stranger }),
    await call('POST', '/webhooks/retell', stranger),
  ];

  expect(answers.map(({ headers }) => headers['access-control-allow-origin'])).toEqual([
    undefined,
    undefined,
  ]);
});
