import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandOutput,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  CognitoIdentityProviderClient,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { startLocalCloud } from '../../../scripts/local/cloud.ts';
import { synthesisePeople } from './people-stack.ts';

export const password = 'correct horse battery';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;

/** What a refused operation was answered: `NotAuthorizedException: …`. */
export const refusalOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'nothing was refused',
    (error: Error) => `${error.name}: ${error.message}`,
  );

/** The people's cloud with a clock that stands still unless it is told to go on. */
export const startPeopleCloud = async () => {
  let at = Date.UTC(2026, 10, 28, 12);
  const clock = {
    now: () => at,
    offsetMs: () => 0,
    set: () => {},
    passTo: () => undefined,
    onChange: () => {},
  };
  const assembly = synthesisePeople();
  const invoked: string[] = [];
  const cloud = await startLocalCloud({
    clock,
    placeholders: {},
    secret: {},
    assembly: assembly.directory,
    store: 'memory',
    onInvoke: (name) => invoked.push(name),
  });
  const { gatewayUrl: endpoint, region, credentials, outputs } = cloud;
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
  const owners = { UserPoolId: String(outputs.OwnersPoolId), ClientId: String(outputs.OwnersClientId) };
  const operators = {
    UserPoolId: String(outputs.OperatorsPoolId),
    ClientId: String(outputs.OperatorsClientId),
  };
  type Place = typeof owners;
  let made = 0;

  /** Somebody new with a password that need not be changed. */
  const createUser = async ({ UserPoolId }: Place = owners): Promise<string> => {
    made += 1;
    const Username = `person${made}@example.com`;
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
    );
    return Username;
  };
  const signIn = (
    USERNAME: string,
    PASSWORD = password,
    place: Place = owners,
  ): Promise<AdminInitiateAuthCommandOutput> =>
    cognito.send(
      new AdminInitiateAuthCommand({
        ...place,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
  const respond = (
    ChallengeName: ChallengeNameType,
    Session: string | undefined,
    ChallengeResponses: Record<string, string>,
    place: Place = owners,
  ) =>
    cognito.send(
      new AdminRespondToAuthChallengeCommand({ ...place, ChallengeName, Session, ChallengeResponses }),
    );
  const codeOf = (secret: string | undefined): string =>
    TOTP.generate({ secret: Secret.fromBase32(String(secret)), timestamp: at });

  return {
    cloud,
    cognito,
    /** Names of the functions that ran, one for each time. */
    invoked,
    owners,
    operators,
    createUser,
    signIn,
    respond,
    codeOf,
    now: () => at,
    pass(ms: number) {
      at += ms;
    },
    refresh: (REFRESH_TOKEN: string | undefined, place: Place = owners) =>
      cognito.send(
        new AdminInitiateAuthCommand({
          ...place,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: String(REFRESH_TOKEN) },
        }),
      ),
    /** Sets codes up for somebody signed in. The secret; its present code is used up. */
    async enrol(AccessToken: string | undefined): Promise<string> {
      const { SecretCode } = await cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      await cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeOf(SecretCode) }));
      return String(SecretCode);
    },
    async stop() {
      cognito.destroy();
      await cloud.stop();
      assembly.remove();
    },
  };
};

export type PeopleCloud = Awaited<ReturnType<typeof startPeopleCloud>>;
