import type { Challenge, ChallengeSession } from '../challenge-sessions.ts';
import { takeCode } from '../one-time-codes.ts';
import { checkPassword, hashPassword } from '../passwords.ts';
import type { Operation } from '../pools.ts';
import { type Input, knowAll, part, sessionText, text } from '../read-input.ts';
import { notAuthorized, Refusal, unknownHere } from '../refusal.ts';
import { beginAttempt, countFailure } from '../sign-in-attempts.ts';
import type { User } from '../users.ts';
import { type At, at, checkEnabled, nextChallenge, proceed } from './sign-in.ts';

type Answer = {
  readonly takes: readonly string[];
  /** Throws where the answer is not right; the session then still stands. The challenge that comes after it. */
  check(where: At, user: User, responses: Input, session: ChallengeSession): Challenge | undefined;
};

const byCode: Answer = {
  takes: ['SOFTWARE_TOKEN_MFA_CODE'],
  check({ pools }, user, responses) {
    const code = text(responses, 'SOFTWARE_TOKEN_MFA_CODE');
    const now = pools.now();
    if (!user.softwareToken)
      throw new Refusal(
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA does not exist for the user.',
      );
    beginAttempt(user.attempts, now);
    takeCode(user.softwareToken, code, now, () => {
      countFailure(user.attempts, now);
      return new Refusal('CodeMismatchException', 'Invalid code received for user');
    });
    return undefined;
  },
};

const byNewPassword: Answer = {
  takes: ['NEW_PASSWORD'],
  check(where, user, responses) {
    const password = text(responses, 'NEW_PASSWORD');
    checkPassword(where.pool.plan.passwordPolicy, password);
    user.password = hashPassword(password);
    user.passwordSetAt = where.pools.now();
    user.modifiedAt = where.pools.now();
    user.status = 'CONFIRMED';
    return nextChallenge(where, user);
  },
};

/** The set-up itself is done by AssociateSoftwareToken and VerifySoftwareToken, whose session says so. */
const bySetUp: Answer = {
  takes: [],
  check(_, __, ___, session) {
    if (!session.isSetUp) throw notAuthorized('Invalid session for the user.');
    return undefined;
  },
};

const answers: Readonly<Record<Challenge, Answer>> = {
  SOFTWARE_TOKEN_MFA: byCode,
  NEW_PASSWORD_REQUIRED: byNewPassword,
  MFA_SETUP: bySetUp,
};

const isChallenge = (name: string): name is Challenge => Object.hasOwn(answers, name);

export const respondToAuthChallenge: Operation = {
  takes: ['UserPoolId', 'ClientId', 'ChallengeName', 'ChallengeResponses', 'Session'],
  ignores: ['AnalyticsMetadata', 'ClientMetadata', 'ContextData'],
  async run(input, pools) {
    const where = at(input, pools);
    const name = text(input, 'ChallengeName');
    if (!isChallenge(name)) throw unknownHere(`challenge ${name}`);
    const answer = answers[name];
    const responses = part(input, 'ChallengeResponses');
    knowAll(responses, ['USERNAME', ...answer.takes], name);
    const given = sessionText(input) ?? text(input, 'Session');
    const session = pools.sessions.read(given, name);
    const user = where.pool.users.find(text(responses, 'USERNAME'));
    const isTheirs = session.poolId === where.pool.plan.id && session.clientId === where.client.clientId;
    if (!isTheirs || user?.sub !== session.sub) throw notAuthorized('Invalid session for the user.');
    checkEnabled(user);
    const next = answer.check(where, user, responses, session);
    pools.sessions.spend(given);
    return await proceed(where, user, next);
  },
};
