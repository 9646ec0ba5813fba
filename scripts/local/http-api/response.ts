import { REQUEST_TOO_LARGE } from '../lambda/lambda-host.ts';
import type { InvokeResult } from '../types.ts';

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
};

/** What API Gateway itself says: `{"message": …}`. */
export const gatewayAnswer = (statusCode: number, message: string): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message })),
});

export const serviceUnavailable = () => gatewayAnswer(503, 'Service Unavailable');
const internalServerError = () => gatewayAnswer(500, 'Internal Server Error');

/** The server makes these itself. */
const OWN_HEADERS = new Set(['connection', 'content-length', 'date', 'transfer-encoding', 'upgrade']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const headersOf = (value: unknown): Record<string, string> | undefined => {
  if (value === undefined || value === null) return {};
  if (!isRecord(value) || !Object.values(value).every(isPlain)) return undefined;
  const entries = Object.entries(value).map(([name, text]) => [name.toLowerCase(), String(text)] as const);
  return Object.fromEntries(entries.filter(([name]) => !OWN_HEADERS.has(name)));
};

/** A function may answer only a body: anything that is not an object with a status code becomes JSON, 200. */
const inferred = (payload: unknown): HttpAnswer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
});

const mapped = (payload: unknown): HttpAnswer => {
  if (!isRecord(payload) || !('statusCode' in payload)) return inferred(payload);
  const statusCode = Number(payload.statusCode);
  const headers = headersOf(payload.headers);
  const { body = '', cookies = [] } = payload;
  const isValid = Number.isInteger(statusCode) && statusCode >= 200 && statusCode <= 599;
  if (!isValid || !headers || !Array.isArray(cookies) || !cookies.every(isPlain))
    return internalServerError();
  if (body !== null && !isPlain(body)) return internalServerError();
  return {
    statusCode,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    cookies: cookies.map(String),
    body: Buffer.from(String(body ?? ''), payload.isBase64Encoded === true ? 'base64' : 'utf8'),
  };
};

/** Turns what a function did into what the client of the HTTP API sees. */
export const answerOf = (result: InvokeResult): HttpAnswer => {
  if (result.ok) return mapped(result.payload);
  if (result.errorType === REQUEST_TOO_LARGE) return gatewayAnswer(413, 'Request Too Long');
  return result.timedOut ? serviceUnavailable() : internalServerError();
};
