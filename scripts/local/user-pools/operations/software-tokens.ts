import type { ChallengeSession } from '../challenge-sessions.ts';
import { newSoftwareToken, type SoftwareToken, takeCode } from '../one-time-codes.ts';
import type { Operation, Pool, Pools } from '../pools.ts';
import { type Input, sessionText, text, tokenText } from '../read-input.ts';
import { invalidParameter, notAuthorized, Refusal } from '../refusal.ts';
import { holderOf } from '../tokens.ts';
import type { User } from '../users.ts';

type Holder = {
  readonly pool: Pool;
  readonly user: User;
  /** Of somebody who has to set codes up before they are signed in. */
  readonly session?: { readonly text: string; readonly value: ChallengeSession };
};

const bySession = (given: string, pools: Pools): Holder => {
  const value = pools.sessions.read(given, 'MFA_SETUP');
  const pool = pools.get(value.poolId);
  const user = pool.users.find(value.sub);
  if (!user) throw notAuthorized('Invalid session for the user.');
  return { pool, user, session: { text: given, value } };
};

/** Who asks: by the access token of somebody signed in, or by the session of somebody about to be. */
const holder = async (input: Input, pools: Pools): Promise<Holder> => {
  const token = tokenText(input, 'AccessToken');
  const session = sessionText(input);
  if ((token === undefined) === (session === undefined))
    throw invalidParameter('Either AccessToken or Session must be given.');
  const found = session === undefined ? await holderOf(String(token), pools) : bySession(session, pools);
  if (!found.user.enabled) throw notAuthorized('User is disabled.');
  if (found.pool.plan.mfa === 'OFF') {
    throw new Refusal(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA has not been enabled by the userPool.',
    );
  }
  return found;
};

const followUp = (
  pools: Pools,
  { pool, session }: Holder,
  change: Partial<ChallengeSession>,
): { Session?: string } => {
  if (!session) return {};
  const client = pools.clientOf(pool, session.value.clientId);
  pools.sessions.spend(session.text);
  return { Session: pools.sessions.open({ ...session.value, ...change }, client.sessionMinutes) };
};

const associate: Operation = {
  takes: ['AccessToken', 'Session'],
  async run(input, pools) {
    const found = await holder(input, pools);
    const offered = newSoftwareToken();
    if (!found.session) found.user.offeredToken = offered;
    return { SecretCode: offered.secret, ...followUp(pools, found, { offered }) };
  },
};

const offeredTo = ({ user, session }: Holder): SoftwareToken => {
  const offered = session ? session.value.offered : user.offeredToken;
  if (offered) return offered;
  throw invalidParameter('AssociateSoftwareToken has to come first.');
};

/** The secret that was in force until now ends here, not when a new one is asked for. */
const verify: Operation = {
  takes: ['AccessToken', 'Session', 'UserCode'],
  ignores: ['FriendlyDeviceName'],
  async run(input, pools) {
    const found = await holder(input, pools);
    const { pool, user } = found;
    const code = text(input, 'UserCode');
    if (!/^\d{6}$/.test(code)) throw invalidParameter('UserCode must be six digits.');
    const offered = offeredTo(found);
    takeCode(
      offered,
      code,
      pools.now(),
      () =>
        new Refusal('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA'),
    );
    user.softwareToken = offered;
    user.offeredToken = undefined;
    // Where the pool demands codes there is nothing to prefer; elsewhere AdminSetUserMFAPreference decides.
    if (pool.plan.mfa === 'ON') user.usesCodes = true;
    user.modifiedAt = pools.now();
    return { Status: 'SUCCESS', ...followUp(pools, found, { isSetUp: true }) };
  },
};

export const softwareTokenOperations: Readonly<Record<string, Operation>> = {
  AssociateSoftwareToken: associate,
  VerifySoftwareToken: verify,
};
