import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, MINUTE, type PeopleCloud, refusalOf, startPeopleCloud } from './people-cloud.ts';

const revoked = 'NotAuthorizedException: Refresh Token has been revoked';

let people: PeopleCloud;
beforeAll(async () => {
  people = await startPeopleCloud();
}, 60_000);
afterAll(() => people?.stop());

const signedIn = async () => {
  const email = await people.createUser();
  const { AuthenticationResult } = await people.signIn(email);
  const { RefreshToken, AccessToken } = AuthenticationResult ?? {};
  return { email, RefreshToken, AccessToken, who: { UserPoolId: people.owners.UserPoolId, Username: email } };
};
const holderMay = (AccessToken: string | undefined) =>
  people.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));

test('goes on with the same sign-in: new tokens, the same origin and time, no new refresh token', async () => {
  const { RefreshToken, AccessToken } = await signedIn();
  people.pass(10 * MINUTE);

  const { AuthenticationResult: result } = await people.refresh(RefreshToken);

  const [before, after] = [decodeJwt(String(AccessToken)), decodeJwt(String(result?.AccessToken))];
  expect(result).not.toHaveProperty('RefreshToken');
  expect(result).toHaveProperty('IdToken');
  expect(after).toMatchObject({
    sub: before.sub,
    origin_jti: before.origin_jti,
    auth_time: before.auth_time,
    iat: Number(before.iat) + 600,
    exp: Number(before.exp) + 600,
  });
  expect(after.jti).not.toBe(before.jti);
});

test("ends every sign-in of a user who is signed out everywhere, and no one else's", async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  const second = await people.signIn(one.email);

  await people.cognito.send(new AdminUserGlobalSignOutCommand(one.who));

  expect(await refusalOf(people.refresh(one.RefreshToken))).toBe(revoked);
  expect(await refusalOf(people.refresh(second.AuthenticationResult?.RefreshToken))).toBe(revoked);
  expect(await refusalOf(holderMay(one.AccessToken))).toBe(
    'NotAuthorizedException: Access Token has been revoked',
  );
  await expect(people.refresh(other.RefreshToken)).resolves.toHaveProperty('AuthenticationResult');
  await expect(people.signIn(one.email)).resolves.toHaveProperty('AuthenticationResult');
});

test('ends one sign-in when its refresh token is revoked', async () => {
  const { email, RefreshToken: Token } = await signedIn();
  const other = (await people.signIn(email)).AuthenticationResult?.RefreshToken;

  await people.cognito.send(new RevokeTokenCommand({ ClientId: people.owners.ClientId, Token }));

  expect(await refusalOf(people.refresh(Token))).toBe(revoked);
  await expect(people.refresh(other)).resolves.toHaveProperty('AuthenticationResult');
});

test('revokes neither access tokens nor those of another client, and says nothing of unknown ones', async () => {
  const { RefreshToken, AccessToken } = await signedIn();
  const revoke = (Token: string | undefined, ClientId: string | undefined = people.owners.ClientId) =>
    people.cognito.send(new RevokeTokenCommand({ ClientId, Token }));

  expect(await refusalOf(revoke(AccessToken))).toContain('UnsupportedTokenTypeException');
  expect(await refusalOf(revoke(RefreshToken, people.cloud.outputs.OtherClientId))).toContain(
    'UnauthorizedException',
  );
  expect(await refusalOf(revoke('invented'))).toBe('nothing was refused');
  await expect(people.refresh(RefreshToken)).resolves.toHaveProperty('AuthenticationResult');
});

test('ends the sign-ins of a disabled user for good', async () => {
  const { RefreshToken, who } = await signedIn();

  await people.cognito.send(new AdminDisableUserCommand(who));
  const disabled = await refusalOf(people.refresh(RefreshToken));
  await people.cognito.send(new AdminEnableUserCommand(who));

  expect(disabled).toBe(revoked);
  expect(await refusalOf(people.refresh(RefreshToken))).toBe(revoked);
});

test('ends the sign-ins of a deleted user', async () => {
  const { RefreshToken, AccessToken, who } = await signedIn();

  await people.cognito.send(new AdminDeleteUserCommand(who));

  expect(await refusalOf(people.refresh(RefreshToken))).toBe('NotAuthorizedException: Invalid Refresh Token');
  expect(await refusalOf(holderMay(AccessToken))).toBe('NotAuthorizedException: Invalid Access Token');
});

test('takes a refresh token for as long as the client says, from its own client and pool only', async () => {
  const { RefreshToken } = await signedIn();

  const otherClient = { ...people.owners, ClientId: String(people.cloud.outputs.OtherClientId) };

  for (const place of [people.operators, otherClient]) {
    expect(await refusalOf(people.refresh(RefreshToken, place))).toBe(
      'NotAuthorizedException: Invalid Refresh Token',
    );
  }
  people.pass(30 * DAY - 1);
  await expect(people.refresh(RefreshToken)).resolves.toHaveProperty('AuthenticationResult');
  people.pass(1);
  expect(await refusalOf(people.refresh(RefreshToken))).toBe(
    'NotAuthorizedException: Refresh Token has expired',
  );
});
