import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalClock } from '../clock.ts';
import { KEEP_ALIVE_MS } from '../keep-alive.ts';
import type { HttpApiSpec, LambdaHost, LocalLog } from '../types.ts';
import { preflightAnswer, withCors } from './cors.ts';
import { authorizeByJwt, type JwtContext, type PublicKeyOf } from './jwt-authorizer.ts';
import { decode, foldHeaders, requestEvent } from './request-event.ts';
import { answerOf, gatewayAnswer, type HttpAnswer, serviceUnavailable } from './response.ts';
import { matchRoute } from './routes.ts';
import { createThrottle } from './throttle.ts';

const HEADERS_LIMIT_BYTES = 10_240;
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const INTEGRATION_LIMIT_MS = 30_000;

export type HttpApiOptions = {
  readonly api: HttpApiSpec;
  readonly host: Pick<LambdaHost, 'invoke'>;
  readonly clock: LocalClock;
  readonly log: LocalLog;
  /** 0 or nothing: a free one. */
  readonly port?: number;
  readonly accountId?: string;
  /** Keys of those whose tokens the routes trust. Default: nobody's. */
  readonly publicKeyOf?: PublicKeyOf;
  /** How long a function may take to answer, queueing included: 30 s as in AWS. */
  readonly integrationLimitMs?: number;
  /** Steady, in milliseconds; what throttles refill by. Default: the machine's. */
  readonly now?: () => number;
};

const headerBytes = (request: IncomingMessage): number =>
  request.rawHeaders.reduce(
    (sum, text) => sum + Buffer.byteLength(text) + 2,
    `${request.method} ${request.url}`.length,
  );

/** undefined: larger than an HTTP API takes. The rest of the body is let run past. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) {
      request.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const send = (
  response: ServerResponse,
  method: string,
  answer: HttpAnswer,
  requestId: string | undefined,
) => {
  const { statusCode, headers, cookies, body } = answer;
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (requestId) response.setHeader('apigw-requestid', requestId);
  if (statusCode !== 204 && statusCode !== 304) response.setHeader('content-length', body.length);
  response.end(method === 'HEAD' ? undefined : body);
};

/**
 * Serves the routes of an API Gateway HTTP API on 127.0.0.1, with payload format 2.0 and the limits of the real one.
 * `url` is the base URL, the stage included unless it is `$default`. `stop` ends open connections.
 */
export const startHttpApi = async (
  options: HttpApiOptions,
): Promise<{ url: string; stop(): Promise<void> }> => {
  const { api, host, clock, log } = options;
  const { accountId = '123456789012', integrationLimitMs = INTEGRATION_LIMIT_MS } = options;
  const { publicKeyOf = async () => undefined } = options;
  const { now = () => performance.now() } = options;
  const throttle = api.throttle && createThrottle(api.throttle, now);
  const ownThrottles = new Map(
    api.routes.flatMap((route) =>
      route.throttle ? [[route, createThrottle(route.throttle, now)] as const] : [],
    ),
  );
  const prefix = api.stage === '$default' ? '' : `/${api.stage}`;

  const integrate = async (functionName: string, event: unknown): Promise<HttpAnswer> => {
    const { promise, resolve } = Promise.withResolvers<HttpAnswer>();
    const timer = setTimeout(() => resolve(serviceUnavailable()), integrationLimitMs);
    try {
      return await Promise.race([host.invoke(functionName, event).then(answerOf), promise]);
    } finally {
      clearTimeout(timer);
    }
  };

  const answer = async (request: IncomingMessage): Promise<{ answer: HttpAnswer; requestId?: string }> => {
    const { method = 'GET', url = '/' } = request;
    const headers = foldHeaders(request.rawHeaders);
    if (headerBytes(request) > HEADERS_LIMIT_BYTES) {
      return { answer: gatewayAnswer(431, 'Request Header Fields Too Large') };
    }
    const preflight = preflightAnswer(api.cors, method, headers);
    if (preflight) return { answer: preflight };
    const [path = '/', query = ''] = url.split(/\?(.*)/s);
    const routed = path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
    const segments = routed?.split('/').slice(1).map(decode);
    const match = segments && matchRoute(api.routes, method, segments);
    if (!match) return { answer: gatewayAnswer(404, 'Not Found') };
    const limit = ownThrottles.get(match.route) ?? throttle;
    if (limit && !limit.take()) return { answer: gatewayAnswer(429, 'Too Many Requests') };
    let jwt: JwtContext | undefined;
    if (match.route.authorizer) {
      const { authorizer } = match.route;
      const decided = await authorizeByJwt(authorizer, headers.authorization, publicKeyOf, clock.now());
      if ('refusal' in decided) return { answer: withCors(api.cors, headers.origin, decided.refusal) };
      jwt = decided.jwt;
    }
    const body = await readBody(request);
    if (!body) return { answer: gatewayAnswer(413, 'Request Entity Too Large') };
    const event = requestEvent(api, accountId, match, {
      method,
      protocol: `HTTP/${request.httpVersion}`,
      path,
      query,
      rawHeaders: request.rawHeaders,
      body,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      at: clock.now(),
      ...(jwt && { jwt }),
    });
    const { requestId } = event.requestContext;
    return {
      answer: withCors(api.cors, headers.origin, await integrate(match.route.functionName, event)),
      requestId,
    };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const begun = performance.now();
    const { answer: chosen, requestId } = await answer(request).catch((error: unknown) => {
      log({
        at: clock.now(),
        source: 'api',
        level: 'error',
        text: `${request.method} ${request.url}: ${error}`,
      });
      return { answer: gatewayAnswer(500, 'Internal Server Error'), requestId: undefined };
    });
    send(response, request.method ?? 'GET', chosen, requestId);
    request.resume();
    const text = `${request.method} ${request.url?.split('?')[0]} ${chosen.statusCode} in ${Math.round(performance.now() - begun)} ms`;
    log({ at: clock.now(), source: 'api', level: chosen.statusCode < 500 ? 'info' : 'error', text });
  };

  const server = createServer({ maxHeaderSize: 4 * HEADERS_LIMIT_BYTES }, (request, response) => {
    void serve(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
