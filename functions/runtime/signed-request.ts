import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Refusal } from '../domain/errors.ts';

/** A request as it came: the exact bytes that were signed, and headers by lower-case name. */
export type SignedRequest = {
  readonly raw: Buffer;
  readonly header: (name: string) => string | undefined;
};

/** Throws `signature_invalid` unless the vendor signed exactly these bytes, lately. */
export type Verify = (request: SignedRequest) => Promise<void>;

/** Far above the largest webhook known (a 30-minute call is 0.7 MB), far below what would hurt. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

export const signedRequest = (event: APIGatewayProxyEventV2, maxBytes = MAX_BODY_BYTES): SignedRequest => {
  const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (raw.length > maxBytes) throw new Refusal('body_too_large', { bytes: raw.length, maxBytes });
  return { raw, header: (name) => event.headers[name] };
};

/** The body as JSON, or `malformed_request`. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal('malformed_request', { because: 'not JSON' }, { cause: error });
  }
};
