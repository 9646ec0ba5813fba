import type { HttpApiSpec } from '../types.ts';
import type { HttpAnswer } from './response.ts';

type CorsHeaders = Record<string, string>;

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const isAllowed = (allowed: readonly string[], origin: string): boolean =>
  allowed.some(
    (entry) =>
      entry === '*' || entry === origin || (entry.endsWith('://*') && origin.startsWith(entry.slice(0, -1))),
  );

/** The headers for an allowed origin; none for another. `cors` is CloudFormation's `CorsConfiguration`. */
const headersFor = (cors: NonNullable<HttpApiSpec['cors']>, origin: string | undefined): CorsHeaders => {
  const allowed = list(cors.AllowOrigins);
  if (origin === undefined || !isAllowed(allowed, origin)) return {};
  const credentials = cors.AllowCredentials === true || cors.AllowCredentials === 'true';
  return {
    'access-control-allow-origin': allowed.includes('*') ? '*' : origin,
    ...(credentials && { 'access-control-allow-credentials': 'true' }),
    ...(list(cors.ExposeHeaders).length > 0 && {
      'access-control-expose-headers': list(cors.ExposeHeaders).join(','),
    }),
  };
};

/** The answer to a preflight request, which a configured API gives without asking a function. */
export const preflightAnswer = (
  cors: HttpApiSpec['cors'],
  method: string,
  headers: Readonly<Record<string, string>>,
): HttpAnswer | undefined => {
  const isPreflight = method === 'OPTIONS' && headers.origin && headers['access-control-request-method'];
  if (!cors || !isPreflight) return undefined;
  const allowed = headersFor(cors, headers.origin);
  const offer: CorsHeaders = {
    'access-control-allow-methods': list(cors.AllowMethods).join(','),
    'access-control-allow-headers': list(cors.AllowHeaders).join(','),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  };
  const isKnown = Object.keys(allowed).length > 0;
  return {
    statusCode: 204,
    headers: isKnown ? { ...allowed, ...offer } : {},
    cookies: [],
    body: Buffer.alloc(0),
  };
};

/** A configured API replaces whatever the function said about origins. */
export const withCors = (
  cors: HttpApiSpec['cors'],
  origin: string | undefined,
  answer: HttpAnswer,
): HttpAnswer => {
  if (!cors) return answer;
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
  return { ...answer, headers: { ...Object.fromEntries(own), ...headersFor(cors, origin) } };
};
