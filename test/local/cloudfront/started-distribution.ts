import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startDistribution } from '../../../scripts/local/cloudfront/distribution.ts';
import type { BehaviourSpec, DistributionSpec } from '../../../scripts/local/cloudfront/distribution-spec.ts';
import type { AwsAnswer } from '../../../scripts/local/gateway/aws-call.ts';

type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Long enough to be compressed. */
export const LONG = 'a word and another; '.repeat(60);

export const SECRET = 'shown by the distribution alone';

const behaviour = (differing: Partial<BehaviourSpec>): BehaviourSpec => ({
  pathPattern: undefined,
  origin: { kind: 'bucket', bucket: 'pages' },
  methods: ['GET', 'HEAD'],
  headers: { 'x-frame-options': 'DENY' },
  compresses: true,
  viewerFunction: undefined,
  ...differing,
});

/** A distribution of a bucket with two files and of an API that says what it was asked. Stopped after the test. */
export const startedDistribution = async (
  differing: Partial<DistributionSpec> = {},
  pages: Partial<BehaviourSpec> = {},
) => {
  const received: Received[] = [];
  const api = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    received.push({ method, url, headers, body: (await buffer(incoming)).toString() });
    response.setHeader('x-frame-options', 'ALLOWALL');
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.statusCode = 201;
    response.end('made');
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  onTestFinished(() => {
    api.closeAllConnections();
    api.close();
  });
  const asked: string[] = [];
  const files: Readonly<Record<string, string>> = {
    '/pages/index.html': 'the page',
    '/pages/app.js': 'code',
    '/pages/long.html': LONG,
  };
  const time = { ms: 0 };
  const { url, stop } = await startDistribution({
    distribution: {
      logicalId: 'Web',
      domain: 'd111.cloudfront.net',
      arn: 'arn:aws:cloudfront::000000000000:distribution/E1',
      rootObject: 'index.html',
      behaviours: [
        behaviour({
          pathPattern: '/v1/*',
          origin: {
            kind: 'api',
            apiLogicalId: 'Api',
            domain: 'abc.execute-api.us-east-1.amazonaws.com',
            headers: { 'x-origin-secret': SECRET },
          },
          methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
        }),
        behaviour(pages),
      ],
      webAcl: undefined,
      ...differing,
    },
    apiUrl: () => `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    askS3: async ({ url: path }): Promise<AwsAnswer> => {
      asked.push(path);
      const body = files[path];
      return body === undefined
        ? { status: 403, headers: { 'content-type': 'application/xml' }, body: '<Error/>' }
        : { status: 200, headers: { 'Content-Type': 'text/html', ETag: '"1"', 'x-amz-id-2': 'inner' }, body };
    },
    clock: createLocalClock(),
    log: () => {},
    now: () => time.ms,
  });
  onTestFinished(stop);
  const ask = async (
    method: string,
    path: string,
    headers: OutgoingHttpHeaders = {},
    body?: string,
    localAddress = '127.0.0.1',
  ) => {
    const sent = request(`${url}${path}`, {
      method,
      agent: false,
      localAddress,
      headers: { 'user-agent': 'a test', ...headers },
    });
    sent.end(body);
    const [response] = await once(sent, 'response');
    const bytes = await buffer(response);
    return {
      status: response.statusCode as number,
      headers: response.headers as IncomingHttpHeaders,
      bytes,
      text: bytes.toString(),
    };
  };
  return { ask, received, asked, time, closeApi: () => api.closeAllConnections() ?? api.close() };
};
