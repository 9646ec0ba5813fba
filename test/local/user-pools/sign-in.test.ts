import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  type AuthFlowType,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DAY,
  MINUTE,
  type PeopleCloud,
  password,
  refusalOf,
  SECOND,
  startPeopleCloud,
} from './people-cloud.ts';

const wrongAnswer = 'NotAuthorizedException: Incorrect username or password.';
const lockedOut = 'NotAuthorizedException: Password attempts exceeded';

let people: PeopleCloud;
beforeAll(async () => {
  people = await startPeopleCloud();
}, 60_000);
afterAll(() => people?.stop());

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

test('gives tokens with the claims that Cognito documents, signed by the key of the pool', async () => {
  const email = await people.createUser();
  const { UserPoolId, ClientId } = people.owners;
  const seconds = people.now() / 1000;

  const { AuthenticationResult: result } = await people.signIn(email);

  expect(result).toMatchObject({ ExpiresIn: 900, TokenType: 'Bearer', RefreshToken: expect.any(String) });
  const keys = createLocalJWKSet({ keys: [...(await people.cloud.userPools.jwks(UserPoolId)).keys] });
  const currentDate = new Date(people.now());
  const access = await jwtVerify(String(result?.AccessToken), keys, { currentDate });
  const id = await jwtVerify(String(result?.IdToken), keys, { currentDate });
  const shared = {
    sub: uuid,
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
    origin_jti: uuid,
    event_id: uuid,
    auth_time: seconds,
    iat: seconds,
    jti: uuid,
  };
  expect(access.payload).toEqual({
    ...shared,
    client_id: ClientId,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    exp: seconds + 900,
    username: access.payload.sub,
  });
  expect(id.payload).toEqual({
    ...shared,
    aud: ClientId,
    token_use: 'id',
    exp: seconds + 3600,
    'cognito:username': access.payload.sub,
    email,
    email_verified: false,
  });
  expect(id.payload).toMatchObject({ sub: access.payload.sub, origin_jti: access.payload.origin_jti });
  expect(decodeProtectedHeader(String(result?.AccessToken))).toEqual({
    alg: 'RS256',
    kid: access.protectedHeader.kid,
  });
  expect(JSON.stringify(result)).not.toContain(password);
});

test('takes the e-mail in any capitals where the template says so, and the user name', async () => {
  const email = await people.createUser();
  const { AuthenticationResult } = await people.signIn(email.toUpperCase());
  const { sub } = decodeJwt(String(AuthenticationResult?.AccessToken));

  await expect(people.signIn(String(sub))).resolves.toHaveProperty('AuthenticationResult');
});

test('says the same to an unknown user and to a wrong password', async () => {
  const email = await people.createUser();

  expect(await refusalOf(people.signIn(email, 'wrong password'))).toBe(wrongAnswer);
  expect(await refusalOf(people.signIn('nobody@example.com'))).toBe(wrongAnswer);
});

test('locks out after five wrong passwords, twice as long after each further one, up to 15 minutes', async () => {
  const email = await people.createUser();
  const fail = () => refusalOf(people.signIn(email, 'wrong password'));
  for (let count = 0; count < 5; count += 1) expect(await fail()).toBe(wrongAnswer);

  expect(await refusalOf(people.signIn(email))).toBe(lockedOut);
  for (let seconds = 1; seconds < 900; seconds *= 2) {
    people.pass(seconds * SECOND - 1);
    expect(await fail()).toBe(lockedOut);
    people.pass(1);
    expect(await fail()).toBe(wrongAnswer);
  }
  people.pass(14 * MINUTE);
  expect(await refusalOf(people.signIn(email))).toBe(lockedOut);
  people.pass(MINUTE);
  await expect(people.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
});

test('forgets wrong passwords once somebody is signed in, and after a quarter of an hour without a try', async () => {
  const email = await people.createUser();
  const fail = () => refusalOf(people.signIn(email, 'wrong password'));
  const failFourTimes = async () => {
    for (let count = 0; count < 4; count += 1) expect(await fail()).toBe(wrongAnswer);
  };

  await failFourTimes();
  await people.signIn(email);
  await failFourTimes();
  people.pass(15 * MINUTE);
  await failFourTimes();

  await expect(people.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
});

test('keeps a disabled user out until they are enabled again', async () => {
  const Username = await people.createUser();
  const { UserPoolId } = people.owners;

  await people.cognito.send(new AdminDisableUserCommand({ UserPoolId, Username }));
  const disabled = await refusalOf(people.signIn(Username));
  await people.cognito.send(new AdminEnableUserCommand({ UserPoolId, Username }));

  expect(disabled).toBe('NotAuthorizedException: User is disabled.');
  await expect(people.signIn(Username)).resolves.toHaveProperty('AuthenticationResult');
});

const invite = (Username: string) =>
  people.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: people.owners.UserPoolId,
      Username,
      MessageAction: 'SUPPRESS',
      TemporaryPassword: 'temporary password',
    }),
  );

test('asks for a new password in place of a temporary one', async () => {
  const email = 'invited@example.com';
  await invite(email);

  const asked = await people.signIn(email, 'temporary password');
  const answer = (NEW_PASSWORD: string) =>
    people.respond('NEW_PASSWORD_REQUIRED', asked.Session, { USERNAME: email, NEW_PASSWORD });

  expect(asked).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: expect.any(String) });
  expect(asked).not.toHaveProperty('AuthenticationResult');
  expect(await refusalOf(answer('short'))).toBe(
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  );
  await expect(answer(password)).resolves.toHaveProperty('AuthenticationResult');
  expect(await refusalOf(people.signIn(email, 'temporary password'))).toBe(wrongAnswer);
  await expect(people.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
});

test('lets a temporary password end after seven days', async () => {
  await invite('late@example.com');

  people.pass(7 * DAY);

  expect(await refusalOf(people.signIn('late@example.com', 'temporary password'))).toBe(
    'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
  );
});

test.each([
  ['ADMIN_USER_PASSWORD_AUTH', 'InvalidParameterException: Auth flow not enabled for this client'],
  ['USER_SRP_AUTH', 'InvalidParameterException: The local cloud does not know AuthFlow USER_SRP_AUTH.'],
] satisfies [AuthFlowType, string][])(
  'refuses %s to a client that has not enabled it',
  async (AuthFlow, refusal) => {
    const USERNAME = await people.createUser();
    const ClientId = people.cloud.outputs.OtherClientId;
    const command = new AdminInitiateAuthCommand({
      UserPoolId: people.owners.UserPoolId,
      ClientId,
      AuthFlow,
      AuthParameters: { USERNAME, PASSWORD: password },
    });

    expect(await refusalOf(people.cognito.send(command))).toBe(refusal);
  },
);

test('knows neither pools nor clients that the templates do not hold', async () => {
  const { owners, operators } = people;

  expect(
    await refusalOf(people.signIn('a@example.com', password, { ...owners, UserPoolId: 'us-east-1_x' })),
  ).toBe('ResourceNotFoundException: User pool us-east-1_x does not exist.');
  expect(
    await refusalOf(people.signIn('a@example.com', password, { ...owners, ClientId: operators.ClientId })),
  ).toBe(`ResourceNotFoundException: User pool client ${operators.ClientId} does not exist.`);
});
