/** What stands between digits: spaces, brackets, dots, slashes, dashes, and the unseen marks that copying brings. */
const SEPARATORS = /[\s().,/\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Area code and exchange start at 2 and are no service code (`911`); `x9x` is kept for longer numbers. */
const NANP = /^[2-9](?!11|9)\d\d[2-9](?!11)\d{6}$/;
const INTERNATIONAL = /^\+[2-9]\d{6,14}$/;

/** Whether it is a telephone's number in E.164: no short code, no name, no SIP address. */
export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);

/**
 * A phone number as a person or a model writes it, in E.164, or undefined if it cannot be one. Without `+` it is read as
 * a number of the United States and its neighbours (ten digits, or eleven starting with 1).
 */
export const toE164 = (text: string): string | undefined => {
  const compact = text.normalize('NFKC').replace(SEPARATORS, '');
  if (INTERNATIONAL.test(compact)) return compact;
  const national = /^(?:\+?1)?(\d{10})$/.exec(compact)?.[1];
  return national !== undefined && NANP.test(national) ? `+1${national}` : undefined;
};
