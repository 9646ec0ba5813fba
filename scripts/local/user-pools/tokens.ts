import { randomUUID } from 'node:crypto';
import { compactVerify, decodeJwt, type JWTPayload, SignJWT } from 'jose';
import type { UserPoolClientPlan } from '../assembly/plan-user-pools.ts';
import type { Pool, Pools } from './pools.ts';
import type { SignIn } from './refresh-tokens.ts';
import { notAuthorized } from './refusal.ts';
import type { User } from './users.ts';

/** What lets its holder change themselves by the public operations. */
const ownScope = 'aws.cognito.signin.user.admin';

export const sign = async (pool: Pool, claims: JWTPayload, header: object = {}): Promise<string> => {
  const { kid, privateKey } = await pool.signingKey();
  return await new SignJWT(claims).setProtectedHeader({ kid, alg: 'RS256', ...header }).sign(privateKey);
};

/**
 * Both tokens of a sign-in, with the claims as in
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
export const issueTokens = async (
  pool: Pool,
  client: UserPoolClientPlan,
  user: User,
  signIn: SignIn,
  now: number,
) => {
  const iat = Math.floor(now / 1000);
  const shared = {
    sub: user.sub,
    iss: pool.plan.issuer,
    origin_jti: signIn.originJti,
    event_id: signIn.eventId,
    auth_time: signIn.authTime,
    iat,
  };
  const attributes = Object.fromEntries(user.attributes);
  const [AccessToken, IdToken] = await Promise.all([
    sign(pool, {
      ...shared,
      client_id: client.clientId,
      token_use: 'access',
      scope: ownScope,
      exp: iat + client.accessTokenSeconds,
      jti: randomUUID(),
      username: user.sub,
    }),
    sign(pool, {
      ...attributes,
      ...shared,
      email_verified: attributes.email_verified === 'true',
      'cognito:username': user.sub,
      aud: client.clientId,
      token_use: 'id',
      exp: iat + client.idTokenSeconds,
      jti: randomUUID(),
    }),
  ]);
  return { AccessToken, IdToken, ExpiresIn: client.accessTokenSeconds, TokenType: 'Bearer' };
};

const issuerOf = (token: string): unknown => {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
};

const claimsOf = async (pool: Pool, token: string): Promise<JWTPayload> => {
  const { publicKey } = await pool.signingKey();
  try {
    const { payload } = await compactVerify(token, publicKey, { algorithms: ['RS256'] });
    return JSON.parse(new TextDecoder().decode(payload)) as JWTPayload;
  } catch {
    throw notAuthorized('Invalid Access Token');
  }
};

/** Who holds an access token, for what they may do to themselves. Unlike API Gateway, Cognito knows of revocation. */
export const holderOf = async (token: string, pools: Pools): Promise<{ pool: Pool; user: User }> => {
  const pool = pools.byIssuer(issuerOf(token));
  if (!pool) throw notAuthorized('Invalid Access Token');
  const claims = await claimsOf(pool, token);
  const scopes = String(claims.scope ?? '').split(' ');
  if (claims.token_use !== 'access' || !scopes.includes(ownScope))
    throw notAuthorized('Access Token does not have required scopes');
  if (typeof claims.exp !== 'number' || claims.exp * 1000 <= pools.now())
    throw notAuthorized('Access Token has expired');
  const signIn = pool.refreshTokens.byOrigin(String(claims.origin_jti));
  const user = pool.users.find(String(claims.sub));
  if (!signIn || !user) throw notAuthorized('Invalid Access Token');
  if (signIn.revoked) throw notAuthorized('Access Token has been revoked');
  return { pool, user };
};
