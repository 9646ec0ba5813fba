import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RefusalCode } from '../domain/errors.ts';
import { refusals } from './refusals.ts';

type Details = {
  readonly requestId?: string | undefined;
  readonly fields?: readonly string[] | undefined;
  /** Told by the header that HTTP has for it (RFC 9110, 10.2.3). */
  readonly retryAfterSeconds?: number | undefined;
};

/** A refusal as HTTP says it: RFC 9457, with our code as the title and nothing of the request in it but names of fields. */
export const problem = (
  code: RefusalCode | 'internal',
  { retryAfterSeconds, ...details }: Details = {},
): APIGatewayProxyStructuredResultV2 => {
  const status = code === 'internal' ? 500 : refusals[code].http;
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ title: code, status, ...details }),
  };
};

export const json = (body: unknown, statusCode = 200): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
