import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { IdempotencyKey } from '../contracts/api/idempotency-key.ts';
import type { Route } from '../contracts/api/route.ts';
import { faultyFields } from '../contracts/faulty-fields.ts';
import { Refusal } from '../domain/errors.ts';
import { parseJson, signedRequest } from './signed-request.ts';

/** Far above what anybody types, far below what hurts. */
const MAX_BODY_BYTES = 256 * 1024;

const parsed = (
  schema: z.ZodObject | undefined,
  value: unknown,
  code: 'malformed_request' | 'invalid_arguments',
) => {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal(code, { fields: faultyFields(result.error) });
};

/** What is no UTF-8 is refused, not mended: somebody would get another name than they typed. */
const textOf = (raw: Buffer): string => {
  if (!isUtf8(raw)) throw new Refusal('malformed_request', { because: 'not UTF-8' });
  return raw.toString('utf8');
};

const bodyOf = (route: Route, event: APIGatewayProxyEventV2): unknown => {
  const { raw } = signedRequest(event, MAX_BODY_BYTES);
  if (!route.body) {
    if (raw.length > 0) throw new Refusal('malformed_request', { because: 'this route takes no body' });
    return undefined;
  }
  const type = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new Refusal('malformed_request', { because: 'not application/json' });
  return parseJson(textOf(raw));
};

/**
 * Path, query and body by the route's own schemas. Refuses with `malformed_request` what cannot be read, with
 * `invalid_arguments` and the names of the fields what is wrong or unknown.
 */
export const readAsked = (route: Route, event: APIGatewayProxyEventV2) => ({
  path: parsed(route.path, event.pathParameters ?? {}, 'malformed_request'),
  query: parsed(route.query ?? z.strictObject({}), event.queryStringParameters ?? {}, 'invalid_arguments'),
  body: parsed(route.body, bodyOf(route, event), 'invalid_arguments'),
});

/** The request's Idempotency-Key, where its route creates something. */
export const keyOf = (route: Route, event: APIGatewayProxyEventV2): string | undefined => {
  if (!route.creates) return undefined;
  const key = IdempotencyKey.safeParse(event.headers['idempotency-key']);
  if (!key.success) throw new Refusal('idempotency_key_missing');
  return key.data;
};
