import { expect, test } from 'vitest';
import { ok, startApi } from './started-api.ts';

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
