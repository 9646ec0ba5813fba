import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { Route, RouteTable } from '../../functions/contracts/api/route.ts';
import { peopleGate } from '../../functions/runtime/gate.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { createHttpApi } from '../../functions/runtime/http-api.ts';

const SOMEBODY = '20a2ad14-0fa8-4fe1-863e-62be6f6ed813';

/** An API with one route, and whoever asks is let in as an owner by our rows. */
const anApi = (differing: Partial<Route>) => {
  const look = {
    method: 'GET',
    at: '/v1/look',
    summary: 'Look',
    access: { who: 'person' },
    status: 200,
    answer: z.object({ seen: z.string() }),
    refuses: [],
    ...differing,
  } as Route;
  const handler = createHttpApi<RouteTable>({
    isFromDistribution: () => true,
    limit: async () => undefined,
    routes: { look },
    answers: { look: async () => ({ seen: 'yes', hidden: 'no' }) as never },
    gate: peopleGate(async () => ({
      person: { email: 'o@x.example', name: 'O', hasTotp: false },
      role: 'owner',
    })),
    hashing,
    clock: { now: () => 0 },
  });
  return async (claims: object = { sub: SOMEBODY, origin_jti: 'session', token_use: 'access' }) => {
    const event = {
      routeKey: 'GET /v1/look',
      headers: {},
      requestContext: { requestId: 'r1', authorizer: { jwt: { claims } } },
    };
    const { statusCode, body } = await handler(event as never, {} as Context);
    return { status: statusCode, body: JSON.parse(String(body)) };
  };
};

it('lets nothing out that is not in the contract', async () => {
  expect(await anApi({})()).toEqual({ status: 200, body: { seen: 'yes' } });
});

it('takes no token but an access token', async () => {
  const idToken = { sub: SOMEBODY, origin_jti: 'session', token_use: 'id' };

  expect(await anApi({})(idToken)).toMatchObject({ status: 401, body: { title: 'not_signed_in' } });
});

it('lets no owner pass for an operator', async () => {
  const ask = anApi({ access: { who: 'operator' } });

  expect(await ask()).toMatchObject({ status: 403, body: { title: 'not_allowed' } });
});

it('does not start with a route that creates something where nobody keeps its keys', () => {
  expect(() => anApi({ creates: true })).toThrow('nobody keeps its keys');
});
