import { expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { ApiProblem, apiClient } from '../../functions/contracts/api/client.ts';
import type { RouteTable } from '../../functions/contracts/api/route.ts';

const routes = {
  showThing: {
    method: 'GET',
    at: '/v1/things/{thingId}',
    summary: 'A thing',
    access: { who: 'person' },
    path: z.object({ thingId: z.string() }),
    query: z.strictObject({ from: z.string().optional(), limit: z.coerce.number().optional() }),
    status: 200,
    answer: z.object({ id: z.string() }),
    refuses: [],
  },
  makeThing: {
    method: 'POST',
    at: '/v1/things',
    summary: 'Make one',
    access: { who: 'person' },
    body: z.strictObject({ names: z.array(z.string()) }),
    creates: true,
    status: 201,
    answer: z.object({ id: z.string() }),
    refuses: [],
  },
  endAll: {
    method: 'DELETE',
    at: '/v1/things',
    summary: 'End all',
    access: { who: 'person' },
    status: 204,
    refuses: [],
  },
} as const satisfies RouteTable;

/** A client, what it sent, and what it is answered with. */
const clientThatHears = (status: number, text: string, token?: string) => {
  const sent: unknown[] = [];
  const api = apiClient(
    routes,
    'https://api.example',
    async (url, request) => {
      sent.push([url, request]);
      return { status, text: async () => text };
    },
    () => token,
  );
  return { api, sent };
};

test('a route is asked by its name, with what stands in its path and query escaped', async () => {
  const { api, sent } = clientThatHears(200, '{"id":"a"}', 'token');
  const answer = await api.showThing({ path: { thingId: 'a/../b?c' }, query: { from: '1+1 & 2', limit: 5 } });
  expectTypeOf(answer).toEqualTypeOf<{ id: string }>();
  expect(answer).toEqual({ id: 'a' });
  expect(sent).toEqual([
    [
      'https://api.example/v1/things/a%2F..%2Fb%3Fc?from=1%2B1%20%26%202&limit=5',
      { method: 'GET', headers: { authorization: 'Bearer token' } },
    ],
  ]);
});

test('what creates something does not compile without a key, and sends it', async () => {
  const { api, sent } = clientThatHears(201, '{"id":"a"}');
  await api.makeThing({ body: { names: ['a'] as readonly string[] }, key: 'k-1' });
  expect(sent).toEqual([
    [
      'https://api.example/v1/things',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k-1' },
        body: '{"names":["a"]}',
      },
    ],
  ]);
  // @ts-expect-error the key is missing
  expectTypeOf(api.makeThing).toBeCallableWith({ body: { names: [] } });
});

test('a route that has nothing to say answers undefined', async () => {
  expect(await clientThatHears(204, '').api.endAll()).toBeUndefined();
});

test('a refusal is thrown with its code, its fields and the id it is found by, and nothing of the request', async () => {
  const { api } = clientThatHears(
    422,
    JSON.stringify({ title: 'invalid_arguments', status: 422, fields: ['names'], requestId: 'r-1' }),
  );
  const thrown = await api.makeThing({ body: { names: ['secret'] }, key: 'k' }).catch((error) => error);
  expect(thrown).toBeInstanceOf(ApiProblem);
  expect(thrown).toMatchObject({
    status: 422,
    code: 'invalid_arguments',
    fields: ['names'],
    requestId: 'r-1',
    message: 'makeThing: the API answered 422 invalid_arguments names',
  });
});

test.each([
  ['a page of a proxy', '<html>Bad gateway</html>'],
  ['nothing', ''],
  ['a bare word', '"no"'],
])('%s in place of an answer is thrown without a code', async (_, text) => {
  const thrown = await clientThatHears(502, text)
    .api.endAll()
    .catch((error) => error);
  expect(thrown).toMatchObject({ name: 'ApiProblem', status: 502, code: undefined, fields: [] });
});
