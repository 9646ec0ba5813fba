import {
  AssociateSoftwareTokenCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE, type PeopleCloud, password, refusalOf, startPeopleCloud } from './people-cloud.ts';

let people: PeopleCloud;
beforeAll(async () => {
  people = await startPeopleCloud();
}, 60_000);
afterAll(() => people?.stop());

const cognitoTarget = 'AWSCognitoIdentityProviderService';

/** A request that nobody has signed. */
const unsigned = async (target: string, input: object) => {
  const response = await fetch(people.cloud.gatewayUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: JSON.stringify(input),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};

/** What a function of the stack is answered when it calls Cognito in its own name. */
const asFunction = async (target: string, input: object) => {
  const body = JSON.stringify({ target, input });
  const response = await fetch(`${people.cloud.apiUrl}/probe`, { method: 'POST', body });
  return (await response.json()) as { status: number; answer: Record<string, unknown> };
};

test('lets everybody do what carries its own proof, as the SDK sends it: unsigned', async () => {
  const email = await people.createUser();
  const { AccessToken, RefreshToken } = (await people.signIn(email)).AuthenticationResult ?? {};
  const { ClientId } = people.owners;

  const { SecretCode } = await people.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await people.cognito.send(new RevokeTokenCommand({ ClientId, Token: RefreshToken }));

  expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
  expect(people.cloud.requests().slice(-2)).toMatchObject([
    { caller: 'public', service: 'cognito-idp', action: 'AssociateSoftwareToken', status: 200 },
    { caller: 'public', service: 'cognito-idp', action: 'RevokeToken', status: 200 },
  ]);
});

test('lets nobody sign themselves up', async () => {
  const { ClientId } = people.owners;
  const command = new SignUpCommand({ ClientId, Username: 'self@example.com', Password: password });

  expect(await refusalOf(people.cognito.send(command))).toBe(
    'NotAuthorizedException: SignUp is not permitted for this user pool',
  );
});

test.each([
  `${cognitoTarget}.AdminGetUser`,
  `${cognitoTarget}.AdminInitiateAuth`,
  `${cognitoTarget}.InitiateAuth`,
  `${cognitoTarget}.ListUsers`,
  `${cognitoTarget}.constructor`,
  'SomethingElse.RevokeToken',
  'secretsmanager.GetSecretValue',
  'DynamoDB_20120810.Scan',
  'AmazonSQS.SendMessage',
])('answers %s to nobody without a signature', async (target) => {
  const Username = await people.createUser();
  const before = people.cloud.requests().length;

  const { status, answer } = await unsigned(target, { UserPoolId: people.owners.UserPoolId, Username });

  expect([status, answer.__type]).toEqual([403, 'MissingAuthenticationTokenException']);
  expect(people.cloud.requests()).toHaveLength(before);
});

test.each([
  ['nothing at all', {}, 'InvalidParameterException'],
  ['both', { AccessToken: 'x', Session: 'long enough to be one' }, 'InvalidParameterException'],
  ['a token that is none', { AccessToken: 'x.y.z' }, 'NotAuthorizedException'],
  ['a token that cannot be one', { AccessToken: "' OR 1=1 --" }, 'InvalidParameterException'],
  ['a session that was never opened', { Session: 'long enough to be one' }, 'NotAuthorizedException'],
  ['a session that cannot be one', { Session: 'short' }, 'InvalidParameterException'],
])('sets up no codes for who shows %s', async (_what, input, refusal) => {
  const { status, answer } = await unsigned(`${cognitoTarget}.AssociateSoftwareToken`, input);

  expect([status, answer.__type]).toEqual([400, refusal]);
  expect(answer).not.toHaveProperty('SecretCode');
});

test("sets up no codes for an id token, an expired one or one of a key that is not the pool's", async () => {
  const email = await people.createUser();
  const { AccessToken, IdToken } = (await people.signIn(email)).AuthenticationResult ?? {};
  const ask = (token: string | undefined) =>
    refusalOf(people.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken: token })));
  const [head, claims, signature] = String(AccessToken).split('.');
  const broken = `${head}.${claims}.${signature?.split('').reverse().join('')}`;

  expect(await ask(IdToken)).toContain('NotAuthorizedException');
  expect(await ask(broken)).toBe('NotAuthorizedException: Invalid Access Token');
  people.pass(15 * MINUTE);
  expect(await ask(AccessToken)).toBe('NotAuthorizedException: Access Token has expired');
});

test('judges a function by its role on the ARN of the pool', async () => {
  const Username = await people.createUser();
  const { owners, operators } = people;

  const allowed = await asFunction('AdminGetUser', { UserPoolId: owners.UserPoolId, Username });
  const otherAction = await asFunction('AdminDeleteUser', { UserPoolId: owners.UserPoolId, Username });
  const otherPool = await asFunction('AdminGetUser', { UserPoolId: operators.UserPoolId, Username });
  const noPool = await asFunction('AdminGetUser', { Username });
  const open = await asFunction('RevokeToken', { ClientId: owners.ClientId, Token: 'invented' });

  expect(allowed).toMatchObject({ status: 200, answer: { Enabled: true } });
  expect(otherAction.answer.message).toContain(
    `is not authorized to perform: cognito-idp:AdminDeleteUser on resource: ${people.cloud.outputs.OwnersPoolArn}`,
  );
  expect(otherPool.answer.__type).toBe('AccessDeniedException');
  expect(noPool.answer.__type).toBe('AccessDeniedException');
  expect(open.status).toBe(200);
});
