import { randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';
import type { PasswordPolicy } from '../assembly/plan-user-pools.ts';
import { invalidParameter, Refusal } from './refusal.ts';

/** Cheaper than for a database that may be stolen: nothing here outlives the process, and each hash halts it. */
const cost = { N: 4096 };
const hashBytes = 32;

/** A password is kept as nothing but this. */
export type PasswordHash = { readonly salt: Buffer; readonly hash: Buffer };

export const hashPassword = (password: string): PasswordHash => {
  const salt = randomBytes(16);
  return { salt, hash: scryptSync(password, salt, hashBytes, cost) };
};

export const isPassword = ({ salt, hash }: PasswordHash, password: string): boolean =>
  timingSafeEqual(hash, scryptSync(password, salt, hashBytes, cost));

const pattern = /^\S+.*\S+$/;
const longest = 256;

const rules: readonly [keyof PasswordPolicy, RegExp, string][] = [
  ['requireLowercase', /[a-z]/, 'Password must have lowercase characters'],
  ['requireUppercase', /[A-Z]/, 'Password must have uppercase characters'],
  ['requireNumbers', /[0-9]/, 'Password must have numeric characters'],
  ['requireSymbols', /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, 'Password must have symbol characters'],
];

/** Throws InvalidParameterException for what is no password at all, InvalidPasswordException for a weak one. */
export const checkPassword = (policy: PasswordPolicy, password: string): void => {
  if (!pattern.test(password) || password.length > longest) {
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
    );
  }
  const weak = (because: string): Refusal =>
    new Refusal('InvalidPasswordException', `Password did not conform with policy: ${because}`);
  if (password.length < policy.minimumLength) throw weak('Password not long enough');
  for (const [rule, characters, because] of rules)
    if (policy[rule] && !characters.test(password)) throw weak(because);
};

/** One that nobody is told, for users made without a password. It conforms with every policy. */
export const unguessablePassword = (): string =>
  `Aa0!${Array.from({ length: 92 }, () => String.fromCharCode(randomInt(33, 127))).join('')}`;
