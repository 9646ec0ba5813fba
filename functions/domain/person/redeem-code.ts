import type { Derivation, DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { type Code, type CodeOf, codeName, digitsOf } from './code.ts';
import type { Circle } from './person.ts';
import type { Codes } from './ports.ts';

export type RedeemDeps = {
  readonly codes: Pick<Codes, 'takeTry'>;
  readonly ids: DerivedIds;
  readonly by: Pick<Derivation, 'mac'>;
  /** The live keys that codes are made with; `fresh`: as they are now, where those that are known do not fit. */
  readonly codeKeys: (how?: 'fresh') => Promise<readonly string[]>;
};

/**
 * The code that these digits are. Every guess costs a try, the right one too. Refuses with `code_invalid`, which does not
 * say whether there was a code, whether it was another one or too late.
 */
export const redeemCode =
  (deps: RedeemDeps) =>
  async (circle: Circle, email: string, of: CodeOf, digits: string, nowMs: number): Promise<Code> => {
    const addressId = deps.ids.addressOf(circle, email);
    const name = codeName(of);
    const code = await deps.codes.takeTry(addressId, name, nowMs);
    if (!code) throw new Refusal('code_invalid');
    const fits = (keys: readonly string[]) => keys.some((key) => digitsOf(deps.by, key, code) === digits);
    // Whoever sent the code may have heard of a new key before us.
    const isRight = fits(await deps.codeKeys()) || fits(await deps.codeKeys('fresh'));
    if (!isRight) throw new Refusal('code_invalid');
    return code;
  };
