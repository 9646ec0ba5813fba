import type { Wire } from './subject.ts';

/** DynamoDB's JSON of one value, by the type's own name. */
export const S = (text: string) => ({ S: text });
export const N = (number: number | string) => ({ N: String(number) });
export const B = (bytes: readonly number[] | string) => ({
  B: (typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes)).toString('base64'),
});
export const L = (...values: readonly Wire[]) => ({ L: values });
export const M = (attributes: Wire) => ({ M: attributes });
export const SS = (...texts: readonly string[]) => ({ SS: texts });
export const NS = (...numbers: readonly (number | string)[]) => ({ NS: numbers.map(String) });
export const BS = (...texts: readonly string[]) => ({ BS: texts.map((text) => B(text).B) });
export const YES = { BOOL: true };
export const NO = { BOOL: false };
export const NULL = { NULL: true };

/** The key of the tables that most cases use. */
export const key = (pk: string, sk: string) => ({ pk: S(pk), sk: S(sk) });
