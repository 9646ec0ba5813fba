import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import type { HttpApiSpec } from '../types.ts';
import type { JwtContext } from './jwt-authorizer.ts';
import type { RouteMatch } from './routes.ts';

export type ReceivedRequest = {
  readonly method: string;
  readonly protocol: string;
  /** Path with its percent signs, without the query. */
  readonly path: string;
  readonly query: string;
  /** As received: name, value, name, value. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Left out where the route lets everybody in. */
  readonly jwt?: JwtContext;
};

const HOP_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade']);

export const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Lower-cased names, repeated headers joined by a comma. */
export const foldHeaders = (rawHeaders: readonly string[]): Record<string, string> => {
  const folded: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    folded[name] = folded[name] === undefined ? value : `${folded[name]},${value}`;
  }
  return folded;
};

const queryOf = (query: string): Record<string, string> | undefined => {
  // A map, because an object would take `__proto__` for something else than a name.
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return parameters.size > 0 ? Object.fromEntries(parameters) : undefined;
};

const isText = (contentType: string): boolean =>
  /^(text\/|application\/(json|xml|javascript|ecmascript)$|application\/[^;]*\+(json|xml)$)/i.test(
    contentType.split(';')[0]?.trim() ?? '',
  );

const bodyOf = (body: Buffer, contentType: string) => {
  if (body.length === 0) return { isBase64Encoded: false };
  const plain = isText(contentType) && isUtf8(body);
  return { body: body.toString(plain ? 'utf8' : 'base64'), isBase64Encoded: !plain };
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Common log format: `12/Mar/2020:19:03:58 +0000`. */
const commonLogTime = (at: number): string => {
  const [date = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
};

/** The event an API Gateway HTTP API sends its function: payload format 2.0. */
export const requestEvent = (
  api: HttpApiSpec,
  accountId: string,
  match: RouteMatch,
  request: ReceivedRequest,
) => {
  const { cookie, ...headers } = foldHeaders(request.rawHeaders);
  for (const name of HOP_HEADERS) delete headers[name];
  const host = headers.host ?? '';
  const forwardedFor = headers['x-forwarded-for'];
  const query = queryOf(request.query);
  // The real HTTP API hands over the path decoded, although the field is called raw.
  const path = decode(request.path);
  return {
    version: '2.0',
    routeKey: match.key,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookie !== undefined && { cookies: cookie.split(/[;,] */) }),
    headers: {
      ...headers,
      'x-amzn-trace-id': `Root=1-${Math.floor(request.at / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
      'x-forwarded-for': forwardedFor ? `${forwardedFor}, ${request.sourceIp}` : request.sourceIp,
      'x-forwarded-port': host.split(':')[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId,
      apiId: api.apiId,
      ...(request.jwt && { authorizer: { jwt: request.jwt } }),
      domainName: host,
      domainPrefix: api.apiId,
      http: {
        method: request.method,
        path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: `${randomBytes(11).toString('base64url')}=`,
      routeKey: match.key,
      stage: api.stage,
      time: commonLogTime(request.at),
      timeEpoch: request.at,
    },
    ...(Object.keys(match.parameters).length > 0 && { pathParameters: match.parameters }),
    ...bodyOf(request.body, headers['content-type'] ?? ''),
  };
};
