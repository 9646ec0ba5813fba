import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { OriginSpec } from './distribution-spec.ts';

export type EdgeAnswer = {
  readonly status: number;
  /** A list is sent as several of one name. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
};

export type PassOn = {
  (request: IncomingMessage, address: string, body: Buffer): Promise<EdgeAnswer>;
  close(): void;
};

/** Of one connection, not of what is asked; the last two CloudFront says itself. */
const NOT_PASSED = new Set([
  ...['connection', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'upgrade'],
  ...['transfer-encoding', 'content-length', 'expect'],
  ...['host', 'x-forwarded-for'],
]);
const NOT_ANSWERED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

const passedHeaders = (
  request: IncomingMessage,
  address: string,
  { domain, headers }: Extract<OriginSpec, { kind: 'api' }>,
  body: Buffer,
): Record<string, string | string[]> => {
  const passed: Record<string, string | string[]> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (!NOT_PASSED.has(name) && values) passed[name] = values;
  }
  const before = request.headersDistinct['x-forwarded-for'] ?? [];
  return {
    ...passed,
    host: domain,
    via: `${request.httpVersion} local (CloudFront)`,
    'x-forwarded-for': [...before, address].join(', '),
    ...(body.length > 0 && { 'content-length': String(body.length) }),
    // Last: whatever a viewer sent by that name is gone.
    ...headers,
  };
};

const unreachable: EdgeAnswer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<html><body><h1>502 ERROR</h1></body></html>'),
};

/** Hands requests on to an API at its local address, under its own name and with what the origin is to be shown. */
export const passOnTo = (origin: Extract<OriginSpec, { kind: 'api' }>, url: string): PassOn => {
  const agent = new Agent({ keepAlive: true });
  const pass = (request: IncomingMessage, address: string, body: Buffer): Promise<EdgeAnswer> =>
    new Promise((resolve) => {
      const outgoing = httpRequest(`${url}${request.url}`, {
        agent,
        method: request.method ?? 'GET',
        headers: passedHeaders(request, address, origin, body),
      });
      outgoing.on('error', () => resolve(unreachable));
      outgoing.on('response', (response) => {
        const headers = Object.entries(response.headersDistinct).filter(([name]) => !NOT_ANSWERED.has(name));
        buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode ?? 502,
              headers: Object.fromEntries(headers) as EdgeAnswer['headers'],
              body: bytes,
            }),
          () => resolve(unreachable),
        );
      });
      outgoing.end(body);
    });
  return Object.assign(pass, { close: () => agent.destroy() });
};
