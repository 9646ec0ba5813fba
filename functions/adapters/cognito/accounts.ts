import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  type AdminInitiateAuthResponse,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { PersonId } from '../../contracts/api/people.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Accounts, SignInStep } from '../../domain/person/ports.ts';
import type { Clock } from '../../runtime/clock.ts';
import { asRefusal } from './failures.ts';
import { readSession } from './session.ts';

export type Pool = {
  readonly poolId: string;
  readonly clientId: string;
  /** How long a session may be refreshed, as the pool's client says. */
  readonly sessionDays: number;
};

/** The pool that a function is deployed for. `setting`: a variable of its environment. */
export const poolOf = (setting: (name: string) => string): Pool => ({
  poolId: setting('POOL_ID'),
  clientId: setting('POOL_CLIENT_ID'),
  sessionDays: Number(setting('SESSION_DAYS')),
});

/** Somebody waits at a screen; without this the client waits for ever. */
export const cognitoClient = () =>
  new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
  });

type Outcome = Pick<
  AdminInitiateAuthResponse,
  'AuthenticationResult' | 'ChallengeName' | 'ChallengeParameters' | 'Session'
>;

/** What goes with a challenge from one request to the next: which, whose (`USER_ID_FOR_SRP`) and Cognito's session. */
const Challenge = z.tuple([z.enum(['totp', 'setup']), z.string().min(1), z.string().min(20)]);
type Challenge = z.infer<typeof Challenge>;
const written = (challenge: Challenge): string =>
  Buffer.from(JSON.stringify(challenge)).toString('base64url');
const readChallenge = (text: string): Challenge => {
  try {
    return Challenge.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (error) {
    throw new Refusal('wrong_credentials', {}, { cause: error });
  }
};

/** Accounts in a Cognito pool whose own sign-up is off. Every failure becomes one of our refusals, in one place. */
export const cognitoAccounts = (
  { poolId: UserPoolId, clientId: ClientId, sessionDays }: Pool,
  clock: Clock,
  cognito: CognitoIdentityProviderClient = cognitoClient(),
): Accounts => {
  const asked = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      throw asRefusal(error);
    }
  };

  /** The account with that address, made now or before. Asked for by its address: a list of accounts may lag. */
  const accountOf = async (email: string): Promise<PersonId> => {
    try {
      const { User } = await cognito.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      );
      return PersonId.parse(User?.Username);
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) throw error;
      const { Username } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
      return PersonId.parse(Username);
    }
  };

  const setPassword = (Username: string, Password: string) =>
    cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));

  /** What Cognito says of a sign-in. Whoever must have an authenticator app and has none gets the secret for one now. */
  const stepOf = async (
    { AuthenticationResult, ChallengeName, ChallengeParameters, Session }: Outcome,
    username: string,
  ): Promise<SignInStep> => {
    if (AuthenticationResult?.AccessToken) {
      const { AccessToken: accessToken, RefreshToken, ExpiresIn = 0 } = AuthenticationResult;
      return {
        kind: 'signed-in',
        tokens: { accessToken, expiresInSeconds: ExpiresIn, refreshToken: RefreshToken },
        session: readSession(accessToken, sessionDays, clock.now()),
      };
    }
    const whose = ChallengeParameters?.USER_ID_FOR_SRP ?? username;
    if (ChallengeName === 'SOFTWARE_TOKEN_MFA' && Session)
      return { kind: 'totp-needed', challenge: written(['totp', whose, Session]) };
    if (ChallengeName === 'MFA_SETUP' && Session) {
      const begun = await cognito.send(new AssociateSoftwareTokenCommand({ Session }));
      const challenge = written(['setup', whose, String(begun.Session)]);
      return { kind: 'totp-to-set-up', challenge, secret: String(begun.SecretCode) };
    }
    throw new Error(`Cognito asks for ${ChallengeName}, which no pool of ours is set up for`);
  };

  const respond = async (
    ChallengeName: 'SOFTWARE_TOKEN_MFA' | 'MFA_SETUP',
    USERNAME: string,
    rest: Readonly<Record<string, string>>,
    Session: string | undefined,
  ): Promise<SignInStep> =>
    stepOf(
      await cognito.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId,
          ClientId,
          ChallengeName,
          Session,
          ChallengeResponses: { USERNAME, ...rest },
        }),
      ),
      USERNAME,
    );

  return {
    enrol: (email, password) =>
      asked(
        (async () => {
          const id = await accountOf(email);
          await setPassword(id, password);
          return id;
        })(),
      ),

    setPassword: async (id, password) => void (await asked(setPassword(id, password))),

    signIn: (email, password) =>
      asked(
        cognito
          .send(
            new AdminInitiateAuthCommand({
              UserPoolId,
              ClientId,
              AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
              AuthParameters: { USERNAME: email, PASSWORD: password },
            }),
          )
          .then((answer) => stepOf(answer, email)),
      ),

    answerTotp: (challenge, code) =>
      asked(
        (async () => {
          const [kind, whose, session] = readChallenge(challenge);
          if (kind === 'totp')
            return respond('SOFTWARE_TOKEN_MFA', whose, { SOFTWARE_TOKEN_MFA_CODE: code }, session);
          const verified = await cognito.send(
            new VerifySoftwareTokenCommand({ Session: session, UserCode: code }),
          );
          return respond('MFA_SETUP', whose, {}, verified.Session);
        })(),
      ),

    refresh: (refreshToken) =>
      asked(
        (async () => {
          const answer = await cognito.send(
            new AdminInitiateAuthCommand({
              UserPoolId,
              ClientId,
              AuthFlow: 'REFRESH_TOKEN_AUTH',
              AuthParameters: { REFRESH_TOKEN: refreshToken },
            }),
          );
          const step = await stepOf(answer, '');
          if (step.kind !== 'signed-in') throw new Error('a refresh asks for nothing');
          return step;
        })(),
      ).catch((error: unknown) => {
        // Disabled or gone since: whoever refreshes has typed no credentials that could be wrong.
        if (error instanceof Refusal && error.code === 'wrong_credentials')
          throw new Refusal('session_ended', error.facts, { cause: error });
        throw error;
      }),

    signOutEverywhere: async (Username) =>
      void (await asked(cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username })))),

    beginTotp: async (AccessToken) =>
      String((await asked(cognito.send(new AssociateSoftwareTokenCommand({ AccessToken })))).SecretCode),

    finishTotp: (AccessToken, Username, UserCode) =>
      asked(
        (async () => {
          await cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
          await cognito.send(
            new AdminSetUserMFAPreferenceCommand({
              UserPoolId,
              Username,
              SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
            }),
          );
        })(),
      ),
  };
};
