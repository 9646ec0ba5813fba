import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RefusalCode } from '../domain/errors.ts';
import { refusals } from './refusals.ts';

/** A refusal as HTTP says it: RFC 9457, with our code as the title and nothing of the request in it. */
export const problem = (code: RefusalCode): APIGatewayProxyStructuredResultV2 => ({
  statusCode: refusals[code].http,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ title: code, status: refusals[code].http }),
});

export const json = (body: unknown, statusCode = 200): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
