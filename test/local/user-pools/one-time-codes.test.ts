import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE, type PeopleCloud, password, refusalOf, SECOND, startPeopleCloud } from './people-cloud.ts';

let people: PeopleCloud;
beforeAll(async () => {
  people = await startPeopleCloud();
}, 60_000);
afterAll(() => people?.stop());

const prefer = (Username: string, Enabled: boolean, place = people.owners) =>
  people.cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: place.UserPoolId,
      Username,
      SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
    }),
  );

/** Somebody who signs in by password and code, a step of codes later than they set it up. */
const withCodes = async (): Promise<{ email: string; secret: string }> => {
  const email = await people.createUser();
  const { AuthenticationResult } = await people.signIn(email);
  const secret = await people.enrol(AuthenticationResult?.AccessToken);
  await prefer(email, true);
  people.pass(MINUTE);
  return { email, secret };
};

const answer = (email: string, session: string | undefined, code: string) =>
  people.respond('SOFTWARE_TOKEN_MFA', session, { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code });

/** A code of six digits that is surely not this one. */
const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('asks for a code only once the user has set codes up and wants them', async () => {
  const email = await people.createUser();
  const { UserPoolId } = people.owners;
  const settings = async () => {
    const { UserMFASettingList, PreferredMfaSetting } = await people.cognito.send(
      new AdminGetUserCommand({ UserPoolId, Username: email }),
    );
    return [UserMFASettingList, PreferredMfaSetting];
  };
  const early = await refusalOf(prefer(email, true));
  const { AuthenticationResult } = await people.signIn(email);
  await people.enrol(AuthenticationResult?.AccessToken);
  const unasked = await people.signIn(email);
  const before = await settings();

  await prefer(email, true);

  expect(early).toBe('InvalidParameterException: User has not verified software token mfa');
  expect(unasked).toHaveProperty('AuthenticationResult');
  expect(before).toEqual([undefined, undefined]);
  expect(await settings()).toEqual([['SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA']);
  expect(await people.signIn(email)).toMatchObject({
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session: expect.any(String),
  });
});

test('signs in by password and code', async () => {
  const { email, secret } = await withCodes();

  const { Session, AuthenticationResult } = await people.signIn(email);
  const signedIn = await answer(email, Session, people.codeOf(secret));

  expect(AuthenticationResult).toBeUndefined();
  expect(signedIn.AuthenticationResult).toMatchObject({
    AccessToken: expect.any(String),
    RefreshToken: expect.any(String),
  });
});

test('lets a wrong code be followed by the right one in the same session', async () => {
  const { email, secret } = await withCodes();
  const { Session } = await people.signIn(email);
  const code = people.codeOf(secret);

  expect(await refusalOf(answer(email, Session, otherThan(code)))).toBe(
    'CodeMismatchException: Invalid code received for user',
  );
  await expect(answer(email, Session, code)).resolves.toHaveProperty('AuthenticationResult');
});

test('takes a code once', async () => {
  const { email, secret } = await withCodes();
  const code = people.codeOf(secret);
  await answer(email, (await people.signIn(email)).Session, code);

  const again = await refusalOf(answer(email, (await people.signIn(email)).Session, code));

  expect(again).toBe('ExpiredCodeException: Your software token has already been used once.');
});

test('takes a code half a minute late and no later', async () => {
  const { email, secret } = await withCodes();
  const [first, second] = [people.codeOf(secret), (await people.signIn(email)).Session];

  people.pass(60 * SECOND);
  const late = await refusalOf(answer(email, second, first));
  const next = people.codeOf(secret);
  people.pass(30 * SECOND);

  expect(late).toContain('CodeMismatchException');
  await expect(answer(email, second, next)).resolves.toHaveProperty('AuthenticationResult');
});

test('locks out after five wrong codes, whoever knows the password', async () => {
  const { email, secret } = await withCodes();
  const { Session } = await people.signIn(email);
  const code = people.codeOf(secret);
  for (let count = 0; count < 5; count += 1) await refusalOf(answer(email, Session, otherThan(code)));

  const lockedOut = 'NotAuthorizedException: Password attempts exceeded';
  expect(await refusalOf(answer(email, Session, code))).toBe(lockedOut);
  expect(await refusalOf(people.signIn(email))).toBe(lockedOut);
  people.pass(SECOND);
  await expect(answer(email, Session, code)).resolves.toHaveProperty('AuthenticationResult');
});

test('ends a session after three minutes, once it was used, and for anybody else', async () => {
  const { email, secret } = await withCodes();
  const other = await people.createUser();
  const used = (await people.signIn(email)).Session;
  await answer(email, used, people.codeOf(secret));
  people.pass(MINUTE);
  const late = (await people.signIn(email)).Session;
  const stolen = await refusalOf(answer(other, late, people.codeOf(secret)));
  people.pass(3 * MINUTE);

  expect(await refusalOf(answer(email, used, people.codeOf(secret)))).toBe(
    'NotAuthorizedException: Invalid session for the user, session can only be used once.',
  );
  expect(await refusalOf(answer(email, late, people.codeOf(secret)))).toBe(
    'NotAuthorizedException: Invalid session for the user, session is expired.',
  );
  expect(stolen).toBe('NotAuthorizedException: Invalid session for the user.');
  expect(await refusalOf(answer(email, 'invented, but long enough', people.codeOf(secret)))).toBe(
    'NotAuthorizedException: Invalid session for the user.',
  );
  expect(await refusalOf(answer(email, 'too short', people.codeOf(secret)))).toContain(
    "InvalidParameterException: 1 validation error detected: Value at 'session'",
  );
});

/** An operator who stands before the set-up that their pool demands. */
const newOperator = async () => {
  const email = await people.createUser(people.operators);
  return { email, asked: await people.signIn(email, password, people.operators) };
};
const finish = (email: string, session: string | undefined) =>
  people.respond('MFA_SETUP', session, { USERNAME: email }, people.operators);

test('has an operator set codes up before the first tokens, and asks for one from then on', async () => {
  const { email, asked } = await newOperator();

  const offered = await people.cognito.send(new AssociateSoftwareTokenCommand({ Session: asked.Session }));
  const verify = (UserCode: string) =>
    people.cognito.send(new VerifySoftwareTokenCommand({ Session: offered.Session, UserCode }));
  const code = people.codeOf(offered.SecretCode);
  const mistaken = await refusalOf(verify(otherThan(code)));
  const verified = await verify(code);
  const signedIn = await finish(email, verified.Session);

  expect(asked).toMatchObject({
    ChallengeName: 'MFA_SETUP',
    ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
  });
  expect(asked).not.toHaveProperty('AuthenticationResult');
  expect(mistaken).toBe('EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA');
  expect(verified.Status).toBe('SUCCESS');
  expect(signedIn).toHaveProperty('AuthenticationResult.AccessToken');
  expect(await people.signIn(email, password, people.operators)).toMatchObject({
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
  });
});

test('gives no tokens to an operator who has verified no code', async () => {
  const { email, asked } = await newOperator();
  const { Session } = await people.cognito.send(
    new AssociateSoftwareTokenCommand({ Session: asked.Session }),
  );

  expect(await refusalOf(finish(email, Session))).toBe(
    'NotAuthorizedException: Invalid session for the user.',
  );
  expect(await refusalOf(finish(email, asked.Session))).toContain('NotAuthorizedException');
});

test('has an operator set codes up anew after an administrator has turned them off', async () => {
  const { email, asked } = await newOperator();
  const { Session, SecretCode } = await people.cognito.send(
    new AssociateSoftwareTokenCommand({ Session: asked.Session }),
  );
  await people.cognito.send(new VerifySoftwareTokenCommand({ Session, UserCode: people.codeOf(SecretCode) }));

  await prefer(email, false, people.operators);

  expect(await people.signIn(email, password, people.operators)).toMatchObject({
    ChallengeName: 'MFA_SETUP',
  });
});
