import { createHmac } from 'node:crypto';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
} from 'jose';
import type { FlowWorld } from './world.ts';

type Claims = Readonly<Record<string, unknown>>;

/** How somebody asks who is not who they say. */
export type HostileToken = {
  readonly name: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: string;
  /** Where the gateway refuses before it looks at any token. */
  readonly status?: 431;
};

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const without = (claims: Claims, ...names: readonly string[]): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

/**
 * Every token that must not pass, made of one that does: of somebody signed in, so that nothing but the token is wrong.
 * Those signed by the pool's real key are what nobody but Cognito could make. `otherPoolId`: of those accounts that are
 * none here.
 */
export const hostileTokens = async (
  world: FlowWorld,
  accessToken: string,
  otherPoolId: string = String(world.cloud.outputs.OperatorsPoolId),
): Promise<readonly HostileToken[]> => {
  const claims: Claims = decodeJwt(accessToken);
  const { kid } = decodeProtectedHeader(accessToken);
  const issuer = String(claims.iss);
  const poolId = String(issuer.split('/').at(-1));
  const [head, payload = '', signature = ''] = accessToken.split('.');
  const now = Math.floor(world.clock.now() / 1000);
  const signed = (changed: Claims, header?: Claims) =>
    world.cloud.userPools.signToken(poolId, changed, header);
  const [published] = (await world.cloud.userPools.jwks(poolId)).keys;
  if (!published) throw new Error('the pool has no key');
  const publicKey = await importJWK(published, 'RS256', { extractable: true });
  const own = await generateKeyPair('RS256', { extractable: true });
  const ownJwk = { ...(await exportJWK(own.publicKey)), kid: 'mine', alg: 'RS256', use: 'sig' };
  const bySelf = (header: Claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...header }).sign(own.privateKey);
  const hmac = (secret: string | Buffer): string => {
    const told = `${base64url({ alg: 'HS256', kid })}.${payload}`;
    return `${told}.${createHmac('sha256', secret).update(told).digest('base64url')}`;
  };
  const none = (alg: string) => `${base64url({ alg, kid })}.${payload}.`;
  const flipped = `${signature.slice(0, 10)}${signature[10] === 'A' ? 'B' : 'A'}${signature.slice(11)}`;
  const another = base64url({ ...claims, sub: '00000000-0000-4000-8000-000000000000' });
  const ofOthers = { ...claims, iss: issuer.replace(poolId, otherPoolId) };

  const bearing: Readonly<Record<string, string>> = {
    'no token': '',
    'what is no token': 'nonsense',
    'an expired one': await signed({ ...claims, exp: now - 1 }),
    'one that has just run out': await signed({ ...claims, exp: now }),
    'one not valid yet': await signed({ ...claims, nbf: now + 600 }),
    'one issued in the future': await signed({ ...claims, iat: now + 600 }),
    'a changed signature': `${head}.${payload}.${flipped}`,
    'no signature': `${head}.${payload}.`,
    'a changed payload': `${head}.${another}.${signature}`,
    'a cut one': accessToken.slice(0, -12),
    'one of another pool': await world.cloud.userPools.signToken(otherPoolId, ofOthers),
    'one signed by another pool': await world.cloud.userPools.signToken(otherPoolId, claims),
    'another issuer': await signed({ ...claims, iss: 'https://issuer.example' }),
    'another client': await signed({ ...claims, client_id: 'another' }),
    'an audience that is another client': await signed({ ...claims, aud: 'another' }),
    'an id token': await signed({
      ...without(claims, 'client_id', 'scope'),
      aud: claims.client_id,
      token_use: 'id',
    }),
    'alg none': none('none'),
    'alg None': none('None'),
    'HS256 with the public key as PEM': hmac(await exportSPKI(publicKey as never)),
    'HS256 with the public key as bytes': hmac(Buffer.from(String(published.n), 'base64url')),
    'an unknown kid': await signed(claims, { kid: 'unknown' }),
    'a kid that is a path': await signed(claims, { kid: '../../../../dev/null' }),
    'another key under the same kid': await bySelf({ kid }),
    'an embedded jwk': await bySelf({ kid: 'mine', jwk: ownJwk }),
    'a jku': await bySelf({ kid: 'mine', jku: 'https://keys.example/jwks.json' }),
    'an x5u': await bySelf({ kid: 'mine', x5u: 'https://keys.example/key.pem' }),
    'no exp': await signed(without(claims, 'exp')),
    'an exp that is text': await signed({ ...claims, exp: String(claims.exp) }),
    'no origin_jti': await signed(without(claims, 'origin_jti')),
    'the origin_jti of nobody': await signed({ ...claims, origin_jti: 'nobodys' }),
    'an origin_jti that leads elsewhere': await signed({ ...claims, origin_jti: `${claims.origin_jti}#` }),
    'no sub': await signed(without(claims, 'sub')),
    'a sub that is no person': await signed({ ...claims, sub: 'PERSON#1' }),
    'several subs': await signed({ ...claims, sub: [claims.sub, claims.sub] }),
    'token_use refresh': await signed({ ...claims, token_use: 'refresh' }),
    'no token_use': await signed(without(claims, 'token_use')),
    'nine kilobytes': 'x'.repeat(9000),
  };
  const valid = `Bearer ${accessToken}`;
  return [
    { name: 'nobody' },
    ...Object.entries(bearing).map(([name, token]) => ({
      name,
      headers: { authorization: `Bearer ${token}` },
    })),
    { name: 'a name and a password', headers: { authorization: 'Basic b3duZXI6cGFzc3dvcmQ=' } },
    { name: 'a doubled header', headers: { authorization: [valid, valid] } },
    { name: 'two tokens in a header', headers: { authorization: `${valid}, ${valid}` } },
    { name: 'a token in the query', query: `access_token=${accessToken}&authorization=${accessToken}` },
    { name: 'a token in a cookie', headers: { cookie: `authorization=${accessToken}` } },
    { name: 'a token in another header', headers: { 'x-amz-security-token': accessToken } },
    {
      name: 'twenty kilobytes',
      headers: { authorization: `Bearer ${'x'.repeat(20_000)}` },
      status: 431,
    },
  ];
};
