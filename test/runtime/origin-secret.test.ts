import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { RouteTable } from '../../functions/contracts/api/route.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { createHttpApi } from '../../functions/runtime/http-api.ts';
import { fromDistribution } from '../../functions/runtime/origin-secret.ts';

const OURS = 'a'.repeat(32);
const OLD = 'b'.repeat(40);
const shown = (value?: string) => ({ 'x-origin-secret': value });

describe('a request to the HTTP API [C3]', () => {
  it.each([
    ['the secret', OURS, OURS, true],
    ['nothing', OURS, undefined, false],
    ['an empty header', OURS, '', false],
    ['the secret but for its last character', OURS, `${'a'.repeat(31)}b`, false],
    ['the beginning of the secret', OURS, 'a'.repeat(31), false],
    ['the secret and more', OURS, `${OURS}a`, false],
    ['the secret in capitals', OURS, OURS.toUpperCase(), false],
    ['the new one of two that are live', `${OURS},${OLD}`, OURS, true],
    ['the old one of two that are live', `${OURS},${OLD}`, OLD, true],
    ['both, where only the old one is known yet', OLD, `${OURS},${OLD}`, true],
    ['both, where only the new one is known any more', OURS, `${OURS},${OLD}`, true],
    ['the old one, where only the new one is known any more', OURS, OLD, false],
    ['the secret as the third of a list', OURS, `${OLD},${OLD},${OURS}`, false],
    ['the text that stands for both', `${OURS},${OLD}`, `${OURS}${OLD}`, false],
  ])('that shows %s came through the distribution: %#', (_what, live, value, came) => {
    expect(fromDistribution(live)(shown(value))).toBe(came);
  });

  it.each(['', ',', 'a'.repeat(31), 'short,secrets'])(
    'finds no function that would take the secret %j: it does not start',
    (live) => {
      expect(() => fromDistribution(live)).toThrow(/holds no secret/);
    },
  );

  it('without the secret is refused before anything of it is read, even which route it asks for', async () => {
    let read = 0;
    const handler = createHttpApi<RouteTable>({
      isFromDistribution: fromDistribution(OURS),
      limit: async () => undefined,
      routes: {},
      answers: {},
      gate: () => {
        read += 1;
        throw new Error('asked who it is');
      },
      hashing,
      clock: { now: () => 0 },
    });
    const event = {
      routeKey: 'GET /v1/me',
      headers: shown(OLD),
      get body() {
        read += 1;
        return '{}';
      },
      requestContext: { requestId: 'r1' },
    };

    const { statusCode, headers, body } = await handler(event as never, {} as Context);

    expect([statusCode, JSON.parse(String(body)), read]).toEqual([
      403,
      { title: 'direct_request', status: 403, requestId: 'r1' },
      0,
    ]);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
  });
});
