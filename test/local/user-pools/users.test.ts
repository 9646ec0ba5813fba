import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PeopleCloud, refusalOf, startPeopleCloud } from './people-cloud.ts';

let people: PeopleCloud;
beforeAll(async () => {
  people = await startPeopleCloud();
}, 60_000);
afterAll(() => people?.stop());

const create = (Username: string, more: Partial<AdminCreateUserCommandInput> = {}) =>
  people.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: people.owners.UserPoolId,
      Username,
      MessageAction: 'SUPPRESS',
      ...more,
    }),
  );
const read = (Username: string) =>
  people.cognito.send(new AdminGetUserCommand({ UserPoolId: people.owners.UserPoolId, Username }));
const update = (Username: string, attributes: Record<string, string>) =>
  people.cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: people.owners.UserPoolId,
      Username,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
const emails = async (Filter?: string) => {
  const { UserPoolId } = people.owners;
  const { Users = [] } = await people.cognito.send(new ListUsersCommand({ UserPoolId, Filter }));
  return Users.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value);
};

test('names a new user by an id of its own and keeps the e-mail as an attribute', async () => {
  const { User } = await create('ada@example.com', {
    UserAttributes: [
      { Name: 'email', Value: 'ada@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ],
  });

  const user = {
    Username: expect.stringMatching(/^[0-9a-f-]{36}$/),
    Enabled: true,
    UserStatus: 'FORCE_CHANGE_PASSWORD',
    UserCreateDate: new Date(people.now()),
    UserLastModifiedDate: new Date(people.now()),
  };
  const attributes = [
    { Name: 'sub', Value: User?.Username },
    { Name: 'email', Value: 'ada@example.com' },
    { Name: 'email_verified', Value: 'true' },
  ];
  expect(User).toEqual({ ...user, Attributes: attributes });
  expect(await read('ADA@example.com')).toMatchObject({ ...user, UserAttributes: attributes });
  expect(await read(String(User?.Username))).toMatchObject({ Username: User?.Username });
});

test('takes an address once, in whatever capitals', async () => {
  await create('once@example.com');
  await create('twice@example.com');

  expect(await refusalOf(create('Once@Example.com'))).toBe(
    'UsernameExistsException: User account already exists',
  );
  expect(await refusalOf(update('twice@example.com', { email: 'ONCE@example.com' }))).toBe(
    'AliasExistsException: An account with the email already exists.',
  );
});

test('moves somebody to a new address, which is unverified unless it is said to be verified', async () => {
  await create('old@example.com', { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] });

  await update('old@example.com', { email: 'new@example.com' });
  const { UserAttributes } = await read('new@example.com');
  await update('new@example.com', { email: 'newer@example.com', email_verified: 'true' });

  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  expect((await read('newer@example.com')).UserAttributes).toContainEqual({
    Name: 'email_verified',
    Value: 'true',
  });
  expect(await refusalOf(read('old@example.com'))).toBe('UserNotFoundException: User does not exist.');
});

test('forgets a deleted user, whose address may be used anew by somebody else', async () => {
  const first = await create('gone@example.com');
  const { UserPoolId } = people.owners;
  await people.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'gone@example.com' }));

  const found = await refusalOf(read('gone@example.com'));
  const second = await create('gone@example.com');

  expect(found).toBe('UserNotFoundException: User does not exist.');
  expect(second.User?.Username).not.toBe(first.User?.Username);
});

test.each([
  ['a name that is no address', 'ada', {}, 'InvalidParameterException: Username should be an email.'],
  ['an address of over 128 characters', `${'a'.repeat(120)}@example.com`, {}, 'InvalidParameterException'],
  [
    'an attribute that the pool has not',
    'a1@example.com',
    { UserAttributes: [{ Name: 'custom:role', Value: 'owner' }] },
    'InvalidParameterException: Attributes did not conform to the schema: custom:role: Attribute does not exist in the schema.',
  ],
  [
    "an id of one's own choice",
    'a2@example.com',
    { UserAttributes: [{ Name: 'sub', Value: '1' }] },
    'InvalidParameterException: Cannot modify the non-mutable attribute sub',
  ],
  [
    'a weak temporary password',
    'a3@example.com',
    { TemporaryPassword: 'elevenchars' },
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  ],
  [
    'an invitation by e-mail',
    'a4@example.com',
    { MessageAction: 'RESEND' as const },
    'InvalidParameterException: The local cloud does not know invitations: MessageAction must be SUPPRESS, not RESEND.',
  ],
  [
    'a parameter that nothing here reads',
    'a5@example.com',
    { ForceAliasCreation: true },
    'InvalidParameterException: The local cloud does not know ForceAliasCreation of AdminCreateUser.',
  ],
])('refuses %s', async (_what, username, more, refusal) => {
  expect(await refusalOf(create(username, more))).toContain(refusal);
  expect(await emails()).not.toContain(username);
});

test.each([
  ['eleven characters', 'elevenchars', 'InvalidPasswordException'],
  ['a blank at its end', 'long enough but ', 'InvalidParameterException'],
  ['over 256 characters', 'x'.repeat(257), 'InvalidParameterException'],
])('takes no password of %s', async (_what, Password, refusal) => {
  const Username = await people.createUser();
  const { UserPoolId } = people.owners;
  const command = new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true });

  expect(await refusalOf(people.cognito.send(command))).toContain(refusal);
});

test('finds users by e-mail and by id, and knows no other filter', async () => {
  const { User } = await create('Found@example.com');
  await create('quo"te@example.com');

  expect(await emails('email = "found@example.com"')).toEqual(['Found@example.com']);
  expect(await emails('email = "quo\\"te@example.com"')).toEqual(['quo"te@example.com']);
  expect(await emails(`sub = "${User?.Username}"`)).toEqual(['Found@example.com']);
  expect(await emails('email = "nobody@example.com"')).toEqual([]);
  expect(await refusalOf(emails('email ^= "f"'))).toBe(
    'InvalidParameterException: The local cloud does not know the filter email ^= "f".',
  );
});

test('lists everybody once, page by page, also when somebody is deleted in between', async () => {
  const { UserPoolId } = people.operators;
  const added = [];
  for (let count = 0; count < 5; count += 1) added.push(await people.createUser(people.operators));
  const page = (PaginationToken?: string) =>
    people.cognito.send(
      new ListUsersCommand({ UserPoolId, Limit: 2, PaginationToken, AttributesToGet: ['email'] }),
    );

  const first = await page();
  await people.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: String(added[0]) }));
  const second = await page(first.PaginationToken);
  const third = await page(second.PaginationToken);

  const seen = [first, second, third].flatMap(({ Users = [] }) => Users.map(({ Attributes }) => Attributes));
  expect(seen).toEqual(added.map((Value) => [{ Name: 'email', Value }]));
  expect(third.PaginationToken).toBeUndefined();
});

test('describes pools and clients as the templates have them', async () => {
  const { UserPoolId, ClientId } = people.operators;

  const { UserPool } = await people.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { UserPoolClient } = await people.cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );

  expect(UserPoolId).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/);
  expect(ClientId).toMatch(/^[0-9a-z]{26}$/);
  expect(UserPool).toMatchObject({
    Id: UserPoolId,
    Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`,
    MfaConfiguration: 'ON',
    UsernameAttributes: ['email'],
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false } },
  });
  expect(UserPoolClient).toMatchObject({
    ClientId,
    UserPoolId,
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    AccessTokenValidity: 900,
    TokenValidityUnits: { AccessToken: 'seconds' },
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
  });
});
