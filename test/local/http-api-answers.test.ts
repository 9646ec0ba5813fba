import { expect, test } from 'vitest';
import { REQUEST_TOO_LARGE } from '../../scripts/local/lambda/lambda-host.ts';
import type { InvokeResult } from '../../scripts/local/types.ts';
import { ok, startApi } from './started-api.ts';

const failed = (errorType: string, timedOut = false): InvokeResult => ({
  ok: false,
  errorType,
  errorMessage: 'broken',
  timedOut,
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
