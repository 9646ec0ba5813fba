import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalClock } from '../clock.ts';
import { KEEP_ALIVE_MS } from '../keep-alive.ts';
import { readBody } from '../read-body.ts';
import type { LocalLog } from '../types.ts';
import { compressed } from './compressed.ts';
import type { BehaviourSpec, BlockAnswer, DistributionSpec } from './distribution-spec.ts';
import { type AskS3, readPage } from './page-bucket.ts';
import { type EdgeAnswer, type PassOn, passOnTo } from './pass-on.ts';
import { fitsPattern } from './path-pattern.ts';
import { createViewerFunction } from './viewer-function.ts';
import { createWebAcl } from './web-acl.ts';

export type DistributionOptions = {
  readonly distribution: DistributionSpec;
  /** Base URL of an HTTP API by its logical id. */
  readonly apiUrl: (logicalId: string) => string;
  readonly askS3: AskS3;
  readonly clock: LocalClock;
  readonly log: LocalLog;
  /** Steady, in milliseconds; what the web ACL counts by. Default: the machine's. */
  readonly now?: () => number;
};

type Serve = (request: IncomingMessage, address: string, path: string, body: Buffer) => Promise<EdgeAnswer>;

const page = (status: number, what: string): BlockAnswer => ({
  status,
  contentType: 'text/html',
  body: `<html><body><h1>${status} ERROR</h1><p>${what}</p></body></html>`,
});

const asEdge = ({ status, contentType, body }: BlockAnswer): EdgeAnswer => ({
  status,
  headers: { 'content-type': contentType },
  body: Buffer.from(body),
});

const foldedHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]),
  );

/** How one behaviour answers what is asked of it. */
const served = (
  { origin, viewerFunction, methods, headers, compresses }: BehaviourSpec,
  { apiUrl, askS3, distribution }: DistributionOptions,
  keep: (pass: PassOn) => void,
): Serve => {
  const rewrite = viewerFunction === undefined ? undefined : createViewerFunction(viewerFunction);
  const pass = origin.kind === 'api' ? passOnTo(origin, apiUrl(origin.apiLogicalId)) : undefined;
  if (pass) keep(pass);
  const fetch: Serve = async (request, address, path, body) => {
    if (origin.kind === 'api') return (pass as PassOn)(request, address, body);
    const root = path === '/' && distribution.rootObject ? `/${distribution.rootObject}` : path;
    return readPage(askS3, origin.bucket, rewrite ? rewrite(String(request.method), root) : root);
  };
  return async (request, address, path, body) => {
    if (!methods.includes(String(request.method)))
      return asEdge(page(403, 'This distribution is not configured to allow the HTTP request method.'));
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
    if (request.method === 'GET' && body.length > 0)
      return asEdge(page(403, 'A GET with a body is refused.'));
    const found = await fetch(request, address, path, body);
    const answer = compresses
      ? await compressed(found, String(request.headers['accept-encoding'] ?? ''))
      : found;
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };
};

const send = (
  response: ServerResponse,
  method: string | undefined,
  { status, headers, body }: EdgeAnswer,
) => {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string | string[]);
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  response.end(method === 'HEAD' ? undefined : body);
};

/**
 * Serves a distribution on 127.0.0.1: the web ACL, the first behaviour whose pattern fits, its function, its origin, its
 * headers. Keeps nothing; takes plain HTTP where a real one has HTTPS only.
 */
export const startDistribution = async (
  options: DistributionOptions,
): Promise<{ url: string; stop(): Promise<void> }> => {
  const { distribution, clock, log, now = () => performance.now() } = options;
  const webAcl = distribution.webAcl && createWebAcl(distribution.webAcl, now);
  const passing: PassOn[] = [];
  const behaviours = distribution.behaviours.map(
    (behaviour) => [behaviour.pathPattern, served(behaviour, options, (pass) => passing.push(pass))] as const,
  );
  const note = (level: 'info' | 'error', text: string): void =>
    log({ at: clock.now(), source: 'cloudfront', level, text });

  const answer = async (request: IncomingMessage): Promise<EdgeAnswer> => {
    const address = request.socket.remoteAddress ?? '127.0.0.1';
    const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
    const body = await readBody(request);
    const viewed = { method: String(request.method), path, query, headers: foldedHeaders(request), body };
    const blocked = webAcl?.(address, viewed);
    if (blocked) {
      note('info', `${request.method} ${path} blocked by ${blocked.rule}`);
      return asEdge(blocked.answer);
    }
    const serve = behaviours.find(([pattern]) => pattern === undefined || fitsPattern(pattern, path))?.[1];
    return serve ? serve(request, address, path, body) : asEdge(page(404, 'No behaviour fits.'));
  };

  const server = createServer({ maxHeaderSize: 32 * 1024 }, (request, response) => {
    answer(request).then(
      (made) => send(response, request.method, made),
      (error: unknown) => {
        note('error', `${request.method} ${request.url}: ${error}`);
        send(response, request.method, asEdge(page(503, 'The distribution failed.')));
      },
    );
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const pass of passing) pass.close();
      await closed;
    },
  };
};
