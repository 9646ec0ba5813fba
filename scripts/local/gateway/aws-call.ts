import type { IncomingMessage } from 'node:http';

/** One AWS call, whatever its protocol. */
export type AwsCall = {
  /** From the signature's credential scope: `dynamodb`, `sqs`, `s3`, `cognito-idp`, `events`, `logs`, … */
  readonly service: string;
  /** As the API spells it, e.g. `TransactWriteItems`. */
  readonly action: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body of a JSON protocol; empty for S3 and STS. */
  readonly input: Readonly<Record<string, unknown>>;
};

export type AwsAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
};

type Scope = { accessKeyId: string; service: string };

const scopeOf = (request: IncomingMessage): Scope | undefined => {
  const presigned = new URL(request.url ?? '/', 'http://local').searchParams.get('X-Amz-Credential');
  const credential = presigned ?? /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
  const [accessKeyId, , , service] = credential?.split('/') ?? [];
  return accessKeyId && service ? { accessKeyId, service } : undefined;
};

/** The S3 action of a request, told by method, path and query as S3 itself does. */
const objectAction = (method: string, url: string): string => {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const [, key] = /^\/[^/]*\/?(.*)$/.exec(pathname) ?? [];
  if (method === 'GET')
    return key ? 'GetObject' : searchParams.has('list-type') ? 'ListObjectsV2' : 'ListObjects';
  if (method === 'HEAD') return key ? 'HeadObject' : 'HeadBucket';
  if (method === 'PUT') return key ? 'PutObject' : 'CreateBucket';
  if (method === 'DELETE') return key ? 'DeleteObject' : 'DeleteBucket';
  return searchParams.has('delete') ? 'DeleteObjects' : `${method} ${pathname}`;
};

/** What is done with a connection of a WebSocket API, told by the method alone. */
const CONNECTION_ACTIONS: Readonly<Record<string, string>> = {
  POST: 'PostToConnection',
  GET: 'GetConnection',
  DELETE: 'DeleteConnection',
};

export const parseJson = (body: Buffer): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(body.toString() || '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

export const flatHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

/** Who calls what; undefined when the request is not signed at all or its body is not what its protocol says. */
export const readAwsCall = (
  request: IncomingMessage,
  body: Buffer,
): { call: AwsCall; accessKeyId: string } | undefined => {
  const scope = scopeOf(request);
  if (!scope) return undefined;
  const target = String(request.headers['x-amz-target'] ?? '');
  const input = target ? parseJson(body) : {};
  if (!input) return undefined;
  const url = request.url ?? '/';
  const method = request.method ?? 'GET';
  const action =
    scope.service === 's3'
      ? objectAction(method, url)
      : scope.service === 'execute-api'
        ? (CONNECTION_ACTIONS[method] ?? `${method} ${url}`)
        : target.split('.').at(-1) ||
          new URLSearchParams(body.toString()).get('Action') ||
          `${method} ${url}`;
  return {
    accessKeyId: scope.accessKeyId,
    call: { service: scope.service, action, method, url, headers: flatHeaders(request), body, input },
  };
};

/** A call the local cloud makes itself, on a JSON protocol. */
export const ownCall = (
  service: 'dynamodb' | 'sqs',
  action: string,
  input: Readonly<Record<string, unknown>>,
  region: string,
): AwsCall => ({
  service,
  action,
  method: 'POST',
  url: '/',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `${service === 'sqs' ? 'AmazonSQS' : 'DynamoDB_20120810'}.${action}`,
    authorization: `AWS4-HMAC-SHA256 Credential=LOCALCLOUD/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  },
  body: Buffer.from(JSON.stringify(input)),
  input,
});
