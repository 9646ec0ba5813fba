import { randomUUID } from 'node:crypto';
import type { UserPoolPlan } from '../assembly/plan-user-pools.ts';
import type { SoftwareToken } from './one-time-codes.ts';
import { hashPassword, type PasswordHash } from './passwords.ts';
import { invalidParameter, Refusal } from './refusal.ts';
import { type Attempts, noAttempts } from './sign-in-attempts.ts';

export type User = {
  /** Its user name too, where people sign in by e-mail. */
  readonly sub: string;
  /** Counts up from user to user, for pages. */
  readonly place: number;
  readonly createdAt: number;
  modifiedAt: number;
  enabled: boolean;
  status: 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD';
  /** Without `sub`. */
  readonly attributes: Map<string, string>;
  password: PasswordHash;
  passwordSetAt: number;
  readonly attempts: Attempts;
  softwareToken: SoftwareToken | undefined;
  /** Handed out to a signed-in user, not yet verified. */
  offeredToken: SoftwareToken | undefined;
  /** Whether signing in asks for a code. */
  usesCodes: boolean;
  prefersCodes: boolean;
};

export type Users = {
  create(attributes: Map<string, string>, password: string): User;
  /** By `sub` or e-mail. */
  find(username: string): User | undefined;
  /** As `find`. Throws UserNotFoundException. */
  get(username: string): User;
  setEmail(user: User, email: string): void;
  remove(user: User): void;
  /** In the order in which they were made. */
  all(): User[];
};

const settableAttributes = ['email', 'email_verified', 'name'];
const emailPattern = /^[^\s@]+@[^\s@]+$/;
const longestName = 128;

/** Throws InvalidParameterException for attributes that the pool has not or values that they cannot have. */
export const checkAttributes = (plan: UserPoolPlan, pairs: readonly [string, string][]): void => {
  for (const [name, value] of pairs) {
    if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
    if (!settableAttributes.includes(name) && !plan.customAttributes.includes(name)) {
      throw invalidParameter(
        `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`,
      );
    }
    if (name === 'email' && !emailPattern.test(value))
      throw invalidParameter('Invalid email address format.');
    if (name === 'email_verified' && !/^(true|false)$/.test(value))
      throw invalidParameter('email_verified must be true or false.');
  }
};

/** Throws InvalidParameterException for what cannot be the e-mail address that somebody signs in with. */
export const checkUsername = (username: string): void => {
  if (username.length > longestName) {
    throw invalidParameter(
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
    );
  }
  if (!emailPattern.test(username)) throw invalidParameter('Username should be an email.');
};

export const createUsers = (plan: UserPoolPlan, now: () => number): Users => {
  const users = new Map<string, User>();
  const subs = new Map<string, string>();
  let made = 0;
  const keyOf = (email: string): string => (plan.caseSensitive ? email : email.toLowerCase());
  const find = (username: string): User | undefined =>
    users.get(username) ?? users.get(subs.get(keyOf(username)) ?? '');

  return {
    find,
    create(attributes, password) {
      const email = String(attributes.get('email'));
      if (find(email)) throw new Refusal('UsernameExistsException', 'User account already exists');
      made += 1;
      const user: User = {
        sub: randomUUID(),
        place: made,
        createdAt: now(),
        modifiedAt: now(),
        enabled: true,
        status: 'FORCE_CHANGE_PASSWORD',
        attributes,
        password: hashPassword(password),
        passwordSetAt: now(),
        attempts: noAttempts(),
        softwareToken: undefined,
        offeredToken: undefined,
        usesCodes: false,
        prefersCodes: false,
      };
      users.set(user.sub, user);
      subs.set(keyOf(email), user.sub);
      return user;
    },
    get(username) {
      const user = find(username);
      if (!user) throw new Refusal('UserNotFoundException', 'User does not exist.');
      return user;
    },
    setEmail(user, email) {
      const holder = find(email);
      if (holder && holder !== user)
        throw new Refusal('AliasExistsException', 'An account with the email already exists.');
      subs.delete(keyOf(String(user.attributes.get('email'))));
      subs.set(keyOf(email), user.sub);
      user.attributes.set('email', email);
    },
    remove(user) {
      users.delete(user.sub);
      subs.delete(keyOf(String(user.attributes.get('email'))));
    },
    all: () => [...users.values()],
  };
};
