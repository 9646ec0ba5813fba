import { checkPassword, hashPassword, unguessablePassword } from '../passwords.ts';
import type { Operation, Pool, Pools } from '../pools.ts';
import { attributePairs, type Input, optionalText, part, text } from '../read-input.ts';
import { invalidParameter, unknownHere } from '../refusal.ts';
import { checkAttributes, checkUsername, type User } from '../users.ts';
import { attributesOf, codeSettings, describeUser } from './describe-user.ts';

/** A parameter by which an administrator names a pool and somebody in it. */
const named = (input: Input, pools: Pools): { pool: Pool; user: User } => {
  const pool = pools.get(text(input, 'UserPoolId'));
  return { pool, user: pool.users.get(text(input, 'Username')) };
};

const who = ['UserPoolId', 'Username'];

const createUser: Operation = {
  takes: [...who, 'MessageAction', 'TemporaryPassword', 'UserAttributes'],
  ignores: ['ClientMetadata', 'DesiredDeliveryMediums', 'ValidationData'],
  run(input, pools) {
    const pool = pools.get(text(input, 'UserPoolId'));
    if (input.MessageAction !== 'SUPPRESS')
      throw unknownHere(`invitations: MessageAction must be SUPPRESS, not ${String(input.MessageAction)}`);
    const username = text(input, 'Username');
    checkUsername(username);
    const pairs = attributePairs(input, 'UserAttributes');
    checkAttributes(pool.plan, pairs);
    const attributes = new Map([['email', username], ['email_verified', 'false'], ...pairs]);
    if (attributes.get('email') !== username) throw invalidParameter('Username and email must be the same.');
    const password = optionalText(input, 'TemporaryPassword');
    if (password !== undefined) checkPassword(pool.plan.passwordPolicy, password);
    return { User: describeUser(pool.users.create(attributes, password ?? unguessablePassword())) };
  },
};

const setUserPassword: Operation = {
  takes: [...who, 'Password', 'Permanent'],
  run(input, pools) {
    const { pool, user } = named(input, pools);
    const password = text(input, 'Password');
    checkPassword(pool.plan.passwordPolicy, password);
    user.password = hashPassword(password);
    user.passwordSetAt = pools.now();
    user.modifiedAt = pools.now();
    user.status = input.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    return {};
  },
};

const getUser: Operation = {
  takes: who,
  run(input, pools) {
    const { user } = named(input, pools);
    const { Attributes, ...rest } = describeUser(user);
    return { ...rest, UserAttributes: Attributes, ...codeSettings(user) };
  },
};

const updateUserAttributes: Operation = {
  takes: [...who, 'UserAttributes'],
  ignores: ['ClientMetadata'],
  run(input, pools) {
    const { pool, user } = named(input, pools);
    const pairs = attributePairs(input, 'UserAttributes');
    checkAttributes(pool.plan, pairs);
    const { email, ...others } = Object.fromEntries(pairs);
    if (email !== undefined && email !== user.attributes.get('email')) {
      pool.users.setEmail(user, email);
      user.attributes.set('email_verified', 'false');
    }
    for (const [name, value] of Object.entries(others)) user.attributes.set(name, value);
    user.modifiedAt = pools.now();
    return {};
  },
};

const deleteUser: Operation = {
  takes: who,
  run(input, pools) {
    const { pool, user } = named(input, pools);
    pool.users.remove(user);
    pool.refreshTokens.revokeAllOf(user.sub);
    return {};
  },
};

const setEnabled = (enabled: boolean): Operation => ({
  takes: who,
  run(input, pools) {
    const { pool, user } = named(input, pools);
    user.enabled = enabled;
    user.modifiedAt = pools.now();
    if (!enabled) pool.refreshTokens.revokeAllOf(user.sub);
    return {};
  },
});

const globalSignOut: Operation = {
  takes: who,
  run(input, pools) {
    const { pool, user } = named(input, pools);
    pool.refreshTokens.revokeAllOf(user.sub);
    return {};
  },
};

/** Turned off, a pool that demands codes has the user set them up anew at the next sign-in. */
const setUserMfaPreference: Operation = {
  takes: [...who, 'SoftwareTokenMfaSettings', 'SMSMfaSettings', 'EmailMfaSettings', 'WebAuthnMfaSettings'],
  run(input, pools) {
    const { pool, user } = named(input, pools);
    for (const other of ['SMSMfaSettings', 'EmailMfaSettings', 'WebAuthnMfaSettings']) {
      const { Enabled, PreferredMfa } = part(input, other);
      if (Enabled === true || PreferredMfa === true) throw unknownHere(other);
    }
    const { Enabled, PreferredMfa } = part(input, 'SoftwareTokenMfaSettings');
    if (Enabled === true && (!user.softwareToken || pool.plan.mfa === 'OFF'))
      throw invalidParameter('User has not verified software token mfa');
    const usesCodes = Enabled === undefined ? user.usesCodes : Enabled === true;
    if (PreferredMfa === true && !usesCodes)
      throw invalidParameter('User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA');
    user.usesCodes = usesCodes;
    user.prefersCodes = usesCodes && (PreferredMfa === undefined ? user.prefersCodes : PreferredMfa === true);
    user.modifiedAt = pools.now();
    return {};
  },
};

/** Pages are told by the place of the last user seen, so that deleting somebody between two shifts nothing. */
const listUsers: Operation = {
  takes: ['UserPoolId', 'AttributesToGet', 'Filter', 'Limit', 'PaginationToken'],
  run(input, pools) {
    const { users, plan } = pools.get(text(input, 'UserPoolId'));
    const limit = Number(input.Limit ?? 60);
    if (!Number.isInteger(limit) || limit < 0 || limit > 60)
      throw invalidParameter('Limit must be between 0 and 60.');
    const token = optionalText(input, 'PaginationToken');
    const after = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
    if (!Number.isInteger(after)) throw invalidParameter('Invalid pagination token.');
    const filter = optionalText(input, 'Filter') ?? '';
    const [, name, quoted] = /^\s*(email|sub)\s*=\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
    if (filter !== '' && quoted === undefined) throw unknownHere(`the filter ${filter}`);
    const fold = (value: string): string => (plan.caseSensitive ? value : value.toLowerCase());
    const wanted = quoted && fold(quoted.replaceAll(/\\(.)/g, '$1'));
    const matches = users
      .all()
      .filter(({ place }) => place > after)
      .filter((user) =>
        name === undefined ? true : fold(Object.fromEntries(attributesOf(user))[name] ?? '') === wanted,
      );
    const page = matches.slice(0, limit || 60);
    const isLast = page.length === matches.length;
    const shown = input.AttributesToGet as readonly string[] | undefined;
    return {
      Users: page.map((user) => describeUser(user, shown)),
      ...(isLast ? {} : { PaginationToken: Buffer.from(String(page.at(-1)?.place)).toString('base64url') }),
    };
  },
};

export const userOperations: Readonly<Record<string, Operation>> = {
  AdminCreateUser: createUser,
  AdminSetUserPassword: setUserPassword,
  AdminGetUser: getUser,
  AdminUpdateUserAttributes: updateUserAttributes,
  AdminDeleteUser: deleteUser,
  AdminDisableUser: setEnabled(false),
  AdminEnableUser: setEnabled(true),
  AdminUserGlobalSignOut: globalSignOut,
  AdminSetUserMFAPreference: setUserMfaPreference,
  ListUsers: listUsers,
};
