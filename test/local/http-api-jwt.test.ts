import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { exportJWK, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE, type PeopleCloud, SECOND, startPeopleCloud } from './user-pools/people-cloud.ts';

type Claims = Record<string, unknown>;

let people: PeopleCloud;
let email: string;
let accessToken: string;
let idToken: string;
/** Claims that let their holder in. */
let claims: Claims;
beforeAll(async () => {
  people = await startPeopleCloud();
  email = await people.createUser();
  const { AuthenticationResult } = await people.signIn(email);
  accessToken = String(AuthenticationResult?.AccessToken);
  idToken = String(AuthenticationResult?.IdToken);
  claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as Claims;
}, 60_000);
afterAll(() => people?.stop());

const get = async (path: string, authorization?: string) => {
  const response = await fetch(`${people.cloud.outputs.PeopleApiUrl}${path}`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return {
    status: response.status,
    authenticate: response.headers.get('www-authenticate'),
    body: (await response.json()) as Claims,
  };
};
const poolId = () => people.owners.UserPoolId;
const signed = (changed: Claims = {}, header: Claims = {}) =>
  people.cloud.userPools.signToken(poolId(), { ...claims, ...changed }, header);
const key = async () => (await people.cloud.userPools.jwks(poolId())).keys[0] ?? {};
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => people.now() / SECOND;

test('hands the function the claims of the token as texts', async () => {
  const { status, body } = await get('me', `Bearer ${accessToken}`);

  expect(status).toBe(200);
  expect(people.invoked).toEqual(['web/echo']);
  const texts = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
  expect(body).toEqual({ authorizer: { jwt: { claims: texts, scopes: null } } });
});

test('hands lists and structures over as API Gateway writes them', async () => {
  const token = await signed({ 'cognito:groups': ['a', 'b'], deep: { b: [1, true], a: 'x' } });

  expect((await get('me', token)).body).toMatchObject({
    authorizer: { jwt: { claims: { 'cognito:groups': '[a b]', deep: 'map[a:x b:[1 true]]' } } },
  });
});

test('takes a token with and without the word Bearer before it', async () => {
  expect((await get('me', accessToken)).status).toBe(200);
  expect((await get('me', `Basic ${accessToken}`)).status).toBe(401);
});

test('leaves a route without an authorizer open to all', async () => {
  expect(await get('open')).toMatchObject({ status: 200, body: { authorizer: null } });
});

test('asks for one of the scopes of a route', async () => {
  expect((await get('scoped', accessToken)).body).toMatchObject({
    authorizer: { jwt: { scopes: ['aws.cognito.signin.user.admin'] } },
  });
  expect(await get('other-scope', accessToken)).toEqual({
    status: 403,
    authenticate: 'Bearer scope="billing/read" error="insufficient_scope"',
    body: { message: 'Forbidden' },
  });
  const scp = await signed({ scope: undefined, scp: ['billing/read', 'x'] });
  expect((await get('other-scope', scp)).status).toBe(200);
});

test('does not ask what a token is for, nor whether it was revoked: the function has to', async () => {
  const other = await people.createUser();
  const token = (await people.signIn(other)).AuthenticationResult?.AccessToken;
  await people.cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId(), Username: other }));

  expect(await get('me', idToken)).toMatchObject({
    status: 200,
    body: { authorizer: { jwt: { claims: { token_use: 'id', email_verified: 'false' } } } },
  });
  expect((await get('me', token)).status).toBe(200);
});

test('looks at client_id only where there is no aud', async () => {
  const { ClientId } = people.owners;

  expect((await get('me', await signed({ aud: ['x', ClientId] }))).status).toBe(200);
  expect((await get('me', await signed({ aud: 'x' }))).status).toBe(401);
});

const hostile: [string, () => string | undefined | Promise<string>][] = [
  ['no token', () => undefined],
  ['an empty one', () => 'Bearer '],
  ['no JWT', () => 'Bearer something'],
  ['an expired one', () => signed({ exp: now() })],
  ['one without an end', () => signed({ exp: undefined })],
  ['one whose end is a text', () => signed({ exp: String(now() + 60) })],
  ['one that is not valid yet', () => signed({ nbf: now() + 1 })],
  ['one made in the future', () => signed({ iat: now() + 1 })],
  ['one of another issuer', () => signed({ iss: 'https://evil.example.com' })],
  ['one of another client', () => signed({ client_id: people.operators.ClientId })],
  ['one without a client', () => signed({ client_id: undefined })],
  ['one of another pool', () => people.cloud.userPools.signToken(people.operators.UserPoolId, claims)],
  ['one that names a key the pool has not', () => signed({}, { kid: 'unknown' })],
  ['one that names no key', () => signed({}, { kid: undefined })],
  [
    'one with changed claims',
    () =>
      accessToken
        .split('.')
        .with(1, part({ ...claims, sub: 'somebody-else' }))
        .join('.'),
  ],
  ['one without its signature', () => `${accessToken.split('.').slice(0, 2).join('.')}.`],
  [
    'one that says it is signed by nothing',
    async () => `${part({ alg: 'none', kid: (await key()).kid })}.${part(claims)}.`,
  ],
  [
    'one signed by HS256 with the public key',
    async () => {
      const jwk = await key();
      const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      const text = `${part({ alg: 'HS256', kid: jwk.kid })}.${part(claims)}`;
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
    },
  ],
  [
    'one that carries its own key',
    async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const { kid = '' } = await key();
      return await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid, jwk: await exportJWK(publicKey) })
        .sign(privateKey);
    },
  ],
];

test.each(hostile)('refuses %s before the function runs', async (_what, make) => {
  const token = await make();
  const before = people.invoked.length;
  const { status, body, authenticate } = await get('me', token);

  expect([status, body]).toEqual([401, { message: 'Unauthorized' }]);
  expect(people.invoked).toHaveLength(before);
  expect(authenticate).toMatch(/^Bearer( scope="" error="invalid_token" error_description="[a-z ()_]+")?$/);
});

test('says what AWS says of an audience that is not its own', async () => {
  expect((await get('me', await signed({ client_id: 'x' }))).authenticate).toBe(
    'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
  );
});

test("refuses an operator's route to an owner", async () => {
  expect((await get('operator', accessToken)).status).toBe(401);
});

test('lets a token end with its quarter of an hour', async () => {
  const fresh = String((await people.signIn(email)).AuthenticationResult?.AccessToken);

  people.pass(15 * MINUTE - 1);
  const before = await get('me', fresh);
  people.pass(1);

  expect([before.status, (await get('me', fresh)).status]).toEqual([200, 401]);
});

test('publishes keys that check what the pool signs', async () => {
  await expect(importJWK(await key(), 'RS256')).resolves.toMatchObject({ type: 'public' });
});

test("runs each API at an address of its own and keeps the vendors' as the main one", async () => {
  const { apis, apiUrl, outputs } = people.cloud;

  expect(Object.values(apis)).toHaveLength(2);
  expect(new Set(Object.values(apis)).size).toBe(2);
  expect(outputs.ApiUrl).toBe(`${apiUrl}/`);
  expect(Object.values(apis).map((url) => `${url}/`)).toContain(outputs.PeopleApiUrl);
  expect(outputs.PeopleApiUrl).not.toBe(outputs.ApiUrl);
  expect((await fetch(`${apiUrl}/me`)).status).toBe(404);
});
