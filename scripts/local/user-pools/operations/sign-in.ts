import type { UserPoolClientPlan } from '../../assembly/plan-user-pools.ts';
import type { Challenge } from '../challenge-sessions.ts';
import { hashPassword, isPassword, unguessablePassword } from '../passwords.ts';
import type { Operation, Pool, Pools } from '../pools.ts';
import { type Input, knowAll, part, text } from '../read-input.ts';
import { invalidParameter, notAuthorized, Refusal, unknownHere } from '../refusal.ts';
import { beginAttempt, countFailure, forgetFailures } from '../sign-in-attempts.ts';
import { issueTokens } from '../tokens.ts';
import type { User } from '../users.ts';

export type At = { readonly pools: Pools; readonly pool: Pool; readonly client: UserPoolClientPlan };

const challengeParameters: Readonly<Record<Challenge, (user: User) => Record<string, string>>> = {
  SOFTWARE_TOKEN_MFA: () => ({}),
  MFA_SETUP: () => ({ MFAS_CAN_SETUP: JSON.stringify(['SOFTWARE_TOKEN_MFA']) }),
  NEW_PASSWORD_REQUIRED: ({ attributes }) => ({
    requiredAttributes: '[]',
    userAttributes: JSON.stringify(Object.fromEntries(attributes)),
  }),
};

const challenge = ({ pools, pool, client }: At, user: User, name: Challenge) => ({
  ChallengeName: name,
  Session: pools.sessions.open(
    { poolId: pool.plan.id, clientId: client.clientId, sub: user.sub, challenge: name },
    client.sessionMinutes,
  ),
  ChallengeParameters: { USER_ID_FOR_SRP: user.sub, ...challengeParameters[name](user) },
});

/** What is left to do, of these in their order, by somebody whose password was right. */
export const nextChallenge = ({ pool }: At, user: User): Challenge | undefined => {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return 'NEW_PASSWORD_REQUIRED';
  if (pool.plan.mfa !== 'OFF' && user.usesCodes) return 'SOFTWARE_TOKEN_MFA';
  return pool.plan.mfa === 'ON' ? 'MFA_SETUP' : undefined;
};

/** The next challenge, or where nothing is left the tokens. */
export const proceed = async (at: At, user: User, next: Challenge | undefined): Promise<object> => {
  if (next) return challenge(at, user, next);
  const { pools, pool, client } = at;
  const now = pools.now();
  forgetFailures(user.attempts);
  const { token, signIn } = pool.refreshTokens.create(
    user.sub,
    client.clientId,
    now,
    client.refreshTokenSeconds,
  );
  const tokens = await issueTokens(pool, client, user, signIn, now);
  return { AuthenticationResult: { ...tokens, RefreshToken: token }, ChallengeParameters: {} };
};

export const checkEnabled = (user: User): void => {
  if (!user.enabled) throw notAuthorized('User is disabled.');
};

const wrong = (): Refusal => notAuthorized('Incorrect username or password.');

/** Compared with where there is no user, so that an unknown one takes as long as a wrong password. */
const nobodysPassword = hashPassword(unguessablePassword());

const byPassword = async (at: At, parameters: Input): Promise<object> => {
  const { pools, pool, client } = at;
  knowAll(parameters, ['USERNAME', 'PASSWORD'], 'ADMIN_USER_PASSWORD_AUTH');
  const username = text(parameters, 'USERNAME');
  const password = text(parameters, 'PASSWORD');
  const user = pool.users.find(username);
  const now = pools.now();
  if (!user) {
    isPassword(nobodysPassword, password);
    throw client.hidesUsers ? wrong() : new Refusal('UserNotFoundException', 'User does not exist.');
  }
  checkEnabled(user);
  beginAttempt(user.attempts, now);
  if (!isPassword(user.password, password)) {
    countFailure(user.attempts, now);
    throw wrong();
  }
  const { temporaryPasswordDays } = pool.plan.passwordPolicy;
  if (
    user.status === 'FORCE_CHANGE_PASSWORD' &&
    now >= user.passwordSetAt + temporaryPasswordDays * 86_400_000
  )
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  return await proceed(at, user, nextChallenge(at, user));
};

/** The same sign-in goes on: no new refresh token, the same `origin_jti` and `auth_time`. */
const byRefreshToken = async ({ pools, pool, client }: At, parameters: Input): Promise<object> => {
  knowAll(parameters, ['REFRESH_TOKEN'], 'REFRESH_TOKEN_AUTH');
  const signIn = pool.refreshTokens.find(text(parameters, 'REFRESH_TOKEN'));
  const user = signIn && pool.users.find(signIn.sub);
  if (!user || signIn.clientId !== client.clientId) throw notAuthorized('Invalid Refresh Token');
  const now = pools.now();
  if (signIn.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (now >= signIn.expiresAt) throw notAuthorized('Refresh Token has expired');
  checkEnabled(user);
  const tokens = await issueTokens(pool, client, user, signIn, now);
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
};

const flows: Readonly<Record<string, { needs: string; run(at: At, parameters: Input): Promise<object> }>> = {
  ADMIN_USER_PASSWORD_AUTH: { needs: 'ALLOW_ADMIN_USER_PASSWORD_AUTH', run: byPassword },
  REFRESH_TOKEN_AUTH: { needs: 'ALLOW_REFRESH_TOKEN_AUTH', run: byRefreshToken },
  REFRESH_TOKEN: { needs: 'ALLOW_REFRESH_TOKEN_AUTH', run: byRefreshToken },
};

/** The pool and client that an administrator's operation names. */
export const at = (input: Input, pools: Pools): At => {
  const pool = pools.get(text(input, 'UserPoolId'));
  return { pools, pool, client: pools.clientOf(pool, text(input, 'ClientId')) };
};

export const initiateAuth: Operation = {
  takes: ['UserPoolId', 'ClientId', 'AuthFlow', 'AuthParameters'],
  ignores: ['AnalyticsMetadata', 'ClientMetadata', 'ContextData'],
  async run(input, pools) {
    const where = at(input, pools);
    const name = text(input, 'AuthFlow');
    const flow = flows[name];
    if (!flow) throw unknownHere(`AuthFlow ${name}`);
    if (!where.client.authFlows.includes(flow.needs))
      throw invalidParameter('Auth flow not enabled for this client');
    return await flow.run(where, part(input, 'AuthParameters'));
  },
};
