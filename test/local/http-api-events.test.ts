import { expect, test } from 'vitest';
import { startApi } from './started-api.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

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
