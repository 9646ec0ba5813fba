import type { Fields } from './vendor-api.ts';

/** A field of an object that is not as it should be. */
export type Difference = { readonly field: string; readonly is: unknown; readonly should: unknown };

const isGroup = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stripe empties a field that is sent as '', and shows it as null, as an empty list or not at all. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Lists of names mean the same in any order. */
const spelled = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...value].map((one) => JSON.stringify(one)).sort() : value);

/** Where `is` differs from `should`; what `should` does not name may be anything. */
export const differences = (should: Fields, is: Fields, at = ''): readonly Difference[] =>
  Object.entries(should).flatMap(([name, wanted]) => {
    if (wanted === undefined) return [];
    const field = at === '' ? name : `${at}.${name}`;
    const found = is[name];
    if (isGroup(wanted)) return differences(wanted, isGroup(found) ? found : {}, field);
    if (isNothing(wanted) ? isNothing(found) : spelled(wanted) === spelled(found)) return [];
    return [{ field, is: found, should: wanted }];
  });

const shown = (value: unknown): string => {
  const text = isNothing(value) ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** Lists say what is too much and what is missing: of thirty events nobody finds the one by eye. */
const toldList = (field: string, is: readonly unknown[], should: readonly unknown[]): string => {
  const missing = should.filter((one) => !is.includes(one));
  const more = is.filter((one) => !should.includes(one));
  const parts = [
    ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
    ...(more.length > 0 ? [`has ${more.join(', ')} too much`] : []),
  ];
  return `${field} ${parts.join(' and ')}`;
};

/** A difference in words. A name that logs somebody in is not said. */
export const told = ({ field, is, should }: Difference): string => {
  if (/password|secret|user_name/.test(field)) return `${field} is another one`;
  if (Array.isArray(is) && Array.isArray(should)) return toldList(field, is, should);
  return `${field} is ${shown(is)}, should be ${shown(should)}`;
};
