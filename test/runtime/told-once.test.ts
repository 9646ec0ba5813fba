import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { RouteTable } from '../../functions/contracts/api/route.ts';
import { operatorGate } from '../../functions/runtime/gate.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { createHttpApi } from '../../functions/runtime/http-api.ts';
import type { KeptAnswer } from '../../functions/runtime/requests.ts';

const SOMEBODY = '20a2ad14-0fa8-4fe1-863e-62be6f6ed813';

/** An API whose one route makes something with a secret, and what is kept of its answers. */
const anApi = () => {
  let kept: KeptAnswer | undefined;
  const make = {
    method: 'POST',
    at: '/v1/make',
    summary: 'Make',
    access: { who: 'operator' },
    creates: true,
    status: 201,
    answer: z.object({ id: z.string(), secret: z.string().optional() }),
    toldOnce: 'secret',
    refuses: [],
  } as const;
  const handler = createHttpApi<RouteTable>({
    isFromDistribution: () => true,
    limit: async () => undefined,
    routes: { make },
    answers: { make: async () => ({ id: 'one', secret: 'told once' }) as never },
    gate: operatorGate(async () => ({
      person: { email: 'o@x.example', name: 'O', hasTotp: true },
      role: undefined,
    })),
    requests: {
      claim: async () => (kept ? { kind: 'answered', answer: kept } : { kind: 'mine', epoch: 1 }),
      keep: async (_holder, _key, _epoch, answer) => {
        kept = answer;
      },
      release: async () => {},
      giveUp: async () => {},
    },
    hashing,
    clock: { now: () => 0 },
  });
  const ask = async () => {
    const claims = { sub: SOMEBODY, origin_jti: 'session', token_use: 'access' };
    const event = {
      routeKey: 'POST /v1/make',
      headers: { 'idempotency-key': 'key-of-the-request' },
      requestContext: { requestId: 'r1', authorizer: { jwt: { claims } } },
    };
    const { statusCode, body } = await handler(event as never, {} as Context);
    return { status: statusCode, body: JSON.parse(String(body)) };
  };
  return { ask, kept: () => kept };
};

it('a secret is in the first answer, in no row, and in no repeat', async () => {
  const { ask, kept } = anApi();

  expect(await ask()).toEqual({ status: 201, body: { id: 'one', secret: 'told once' } });
  expect(kept()).toEqual({ status: 201, body: '{"id":"one"}' });
  expect(await ask()).toEqual({ status: 201, body: { id: 'one' } });
});
