import { isDeepStrictEqual } from 'node:util';
import type { Profile } from '../../domain/business/business.ts';
import type { SettingsChange } from '../../domain/business/ports.ts';

type Facts = Readonly<Record<string, string | undefined>>;

/** A record has room for what people set, not for what somebody pastes. */
const LONGEST = 1000;

const shown = (value: unknown): string | undefined => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
};

/** Of a list what the other side does not have, or all of it where only their order differs. */
const alone = (value: unknown, other: unknown): unknown => {
  if (!Array.isArray(value) || !Array.isArray(other)) return value;
  const has = (list: readonly unknown[], one: unknown) => list.some((its) => isDeepStrictEqual(its, one));
  const only = value.filter((one) => !has(other, one));
  return only.length > 0 || other.some((one) => !has(value, one)) ? only : value;
};

const namesThatDiffer = (one: object, other: object): string =>
  Object.keys({ ...one, ...other })
    .filter((name) => !isDeepStrictEqual(one[name as never], other[name as never]))
    .sort()
    .join(', ');

const factsOf = (field: keyof Profile, from: Profile, to: Profile): Facts => {
  // How an owner is reached and what crew members are called is personal: of that the record says only that it changed.
  if (field === 'owner') return { 'owner changed': namesThatDiffer(from.owner, to.owner) };
  if (field === 'crews') {
    const [before, after] = [from, to].map(({ crews }) => crews.map(({ id }) => id).join(', '));
    return before === after
      ? { 'crews changed': 'names' }
      : { 'crews before': shown(before), 'crews after': shown(after) };
  }
  return {
    [`${field} before`]: shown(alone(from[field], to[field])),
    [`${field} after`]: shown(alone(to[field], from[field])),
  };
};

/** What a change of settings tells of before and after: short, and nothing about a person. */
export const settingsFacts = ({ from, to, changed }: SettingsChange): Facts =>
  Object.assign({}, ...changed.map((field) => factsOf(field, from, to)));
