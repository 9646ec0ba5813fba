import { isUtf8 } from 'node:buffer';
import { type CryptoKey, compactVerify, errors } from 'jose';
import type { JwtAuthorizerSpec } from '../types.ts';
import { gatewayAnswer, type HttpAnswer } from './response.ts';

/** The public key of this id that an issuer signs with. */
export type PublicKeyOf = (issuer: string, kid: string) => Promise<CryptoKey | undefined>;

/** What the function is told of the token, at `requestContext.authorizer.jwt`. */
export type JwtContext = {
  readonly claims: Readonly<Record<string, string>>;
  /** Those of the route that the token has; null where the route asks for none. */
  readonly scopes: readonly string[] | null;
};

export type Authorization =
  | { readonly jwt: JwtContext }
  | {
      /** What the caller gets instead of the function's answer. */
      readonly refusal: HttpAnswer;
    };

type Claims = Readonly<Record<string, unknown>>;

class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

const refused = (status: 401 | 403, message: string, authenticate: string): Authorization => {
  const answer = gatewayAnswer(status, message);
  return { refusal: { ...answer, headers: { ...answer.headers, 'www-authenticate': authenticate } } };
};

const claimsIn = (payload: Uint8Array): Claims | undefined => {
  if (!isUtf8(payload)) return undefined;
  try {
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    const isRecord = typeof claims === 'object' && claims !== null && !Array.isArray(claims);
    return isRecord ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The claims of a token whose signature is the issuer's. Only RS256, which is what user pools sign with; a key inside
 * the token counts for nothing.
 */
const verifiedClaims = async (token: string, issuer: string, publicKeyOf: PublicKeyOf): Promise<Claims> => {
  try {
    const { payload } = await compactVerify(
      token,
      async ({ kid }) => {
        const key = typeof kid === 'string' ? await publicKeyOf(issuer, kid) : undefined;
        if (!key) throw new InvalidToken('the token is signed with an unknown key');
        return key;
      },
      { algorithms: ['RS256'] },
    );
    const claims = claimsIn(payload);
    if (claims) return claims;
  } catch (error) {
    // What else fails is ours, and no token is to blame for it.
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw new InvalidToken('the token is not valid');
};

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');

/** `client_id` counts only where there is no `aud`, as API Gateway documents it. */
const isFor = (claims: Claims, audience: readonly string[]): boolean =>
  texts(claims.aud ?? claims.client_id).some((one) => audience.includes(one));

/** Seconds since 1970 that are over. */
const isPast = (value: unknown, now: number): boolean => typeof value === 'number' && value * 1000 <= now;

const checkClaims = (claims: Claims, { issuer, audience }: JwtAuthorizerSpec, now: number): void => {
  if (claims.iss !== issuer) throw new InvalidToken('the token does not have a valid issuer');
  if (!isFor(claims, audience)) throw new InvalidToken('the token does not have a valid audience');
  if (typeof claims.exp !== 'number' || isPast(claims.exp, now))
    throw new InvalidToken('the token has expired');
  for (const name of ['nbf', 'iat'])
    if (claims[name] !== undefined && !isPast(claims[name], now))
      throw new InvalidToken(`the token is not valid yet (${name})`);
};

const scopesOf = ({ scope, scp }: Claims): string[] =>
  texts(scope ?? scp).flatMap((one) => one.split(' ').filter(Boolean));

/** API Gateway hands claims over as text: lists as `[a b]`, structures as `map[a:1]`. */
const asText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[${members.map(([name, member]) => `${name}:${asText(member)}`).join(' ')}]`;
};

/**
 * What API Gateway's JWT authorizer says to the `Authorization` header of a request. `now` is in milliseconds since
 * 1970. Like the real one it looks neither at `token_use` nor at revocation: whoever needs more must look themselves.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export const authorizeByJwt = async (
  spec: JwtAuthorizerSpec,
  header: string | undefined,
  publicKeyOf: PublicKeyOf,
  now: number,
): Promise<Authorization> => {
  const token = header?.replace(/^Bearer /i, '').trim();
  if (!token) return refused(401, 'Unauthorized', 'Bearer');
  let claims: Claims;
  try {
    claims = await verifiedClaims(token, spec.issuer, publicKeyOf);
    checkClaims(claims, spec, now);
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error;
    const description = `error="invalid_token" error_description="${error.message}"`;
    return refused(401, 'Unauthorized', `Bearer scope="${spec.scopes.join(' ')}" ${description}`);
  }
  const held = scopesOf(claims).filter((scope) => spec.scopes.includes(scope));
  if (spec.scopes.length > 0 && held.length === 0) {
    return refused(403, 'Forbidden', `Bearer scope="${spec.scopes.join(' ')}" error="insufficient_scope"`);
  }
  const entries = Object.entries(claims).map(([name, value]) => [name, asText(value)] as const);
  return { jwt: { claims: Object.fromEntries(entries), scopes: spec.scopes.length > 0 ? held : null } };
};
