import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Route, RouteTable } from '../../functions/contracts/api/route.ts';
import { Refusal } from '../../functions/domain/errors.ts';
import { peopleGate } from '../../functions/runtime/gate.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { createHttpApi } from '../../functions/runtime/http-api.ts';
import type { LimitRequest } from '../../functions/runtime/request-limit.ts';

const SOMEBODY = '20a2ad14-0fa8-4fe1-863e-62be6f6ed813';
const BUSINESS = 'biz_limited1';

/** An API of one route whose limit is `limit`; says how often the route was answered. */
const anApi = (limit: LimitRequest, differing: Partial<Route> = {}) => {
  let answered = 0;
  const look = {
    method: 'GET',
    at: '/v1/look',
    summary: 'Look',
    access: { who: 'person' },
    body: differing.method === 'POST' ? z.strictObject({}) : undefined,
    status: 204,
    refuses: [],
    ...differing,
  } as Route;
  const handler = createHttpApi<RouteTable>({
    isFromDistribution: () => true,
    limit,
    routes: { look },
    answers: {
      look: async () => {
        answered += 1;
        return undefined as never;
      },
    },
    gate: peopleGate(async () => ({
      person: { email: 'o@x.example', name: 'O', hasTotp: false },
      role: 'owner',
    })),
    hashing,
    clock: { now: () => 0 },
  });
  const ask = async (body?: string) => {
    const claims = { sub: SOMEBODY, origin_jti: 'session', token_use: 'access' };
    const event = {
      routeKey: `${look.method} /v1/look`,
      headers: { 'content-type': 'application/json' },
      pathParameters: { businessId: BUSINESS },
      ...(body !== undefined && { body }),
      requestContext: { requestId: 'r1', authorizer: { jwt: { claims } } },
    };
    const http = await handler(event as never, {} as Context);
    return { ...http, body: http.body ? JSON.parse(http.body) : undefined };
  };
  return { ask, answered: () => answered };
};

const refusing = (code: 'too_many_requests' | 'busy_try_again', facts: object = {}): LimitRequest => {
  return async () => {
    throw new Refusal(code, { ...facts });
  };
};

describe('a request beyond the limit', () => {
  it('is refused with 429 and the seconds after which to come back, and is not answered', async () => {
    const { ask, answered } = anApi(refusing('too_many_requests', { retryAfterSeconds: 7 }));

    expect(await ask()).toMatchObject({
      statusCode: 429,
      headers: { 'retry-after': '7', 'content-type': 'application/problem+json' },
      body: { title: 'too_many_requests', status: 429 },
    });
    expect(answered()).toBe(0);
  });

  it('has nothing of its body looked at', async () => {
    const { ask } = anApi(refusing('too_many_requests'), { method: 'POST' });

    expect(await ask('{"nobody":"knows this"}')).toMatchObject({ statusCode: 429 });
  });
});

it('counts by who asks and the business that the path names, whom the gate let in before', async () => {
  const asked: unknown[] = [];
  const limit: LimitRequest = async ({ caller, businessId }, nowMs) =>
    void asked.push({ personId: caller && 'personId' in caller && caller.personId, businessId, nowMs });

  await anApi(limit, { access: { who: 'member', roles: ['owner'] } }).ask();
  await anApi(limit, { access: { who: 'operator' } }).ask();

  expect(asked).toEqual([{ personId: SOMEBODY, businessId: BUSINESS, nowMs: 0 }]);
});

describe('while nobody can tell how much was asked', () => {
  const unknown = refusing('busy_try_again', { because: 'TimeoutError' });

  it('what only reads is answered', async () => {
    expect(await anApi(unknown).ask()).toMatchObject({ statusCode: 204 });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    'what changes something (%s) is not',
    async (method) => {
      const { ask, answered } = anApi(unknown, { method });

      expect(await ask(method === 'POST' ? '{}' : undefined)).toMatchObject({
        statusCode: 503,
        body: { title: 'busy_try_again' },
      });
      expect(answered()).toBe(0);
    },
  );
});

it('passes on what is wrong with the limit itself, also for what only reads', async () => {
  const { ask, answered } = anApi(async () => {
    throw new Error('AccessDenied');
  });

  expect(await ask()).toMatchObject({ statusCode: 500 });
  expect(answered()).toBe(0);
});
