import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startHttpApi } from '../../scripts/local/http-api/http-api.ts';
import type { HttpApiSpec, HttpRoute, InvokeResult } from '../../scripts/local/types.ts';

export const route = (method: string, path: string, functionName = `${method} ${path}`): HttpRoute => ({
  method,
  path,
  functionName,
});

export const ok = (payload: unknown): InvokeResult => ({ ok: true, payload });

type Seen = { readonly name: string; readonly event: Record<string, unknown> };

/** An HTTP API whose functions are `invoke`: what they were given is kept. Stopped after the test that started it. */
export const startApi = async (
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
  onTestFinished(stop);
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
