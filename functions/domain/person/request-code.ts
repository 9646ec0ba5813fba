import type { DerivedIds } from '../derived-ids.ts';
import { type CapDeps, tallied } from '../limit/count-today.ts';
import { type Code, type CodePurpose, codeName, nextCode } from './code.ts';
import type { Circle } from './person.ts';
import type { Codes } from './ports.ts';

export type RequestCodeDeps = {
  readonly codes: Pick<Codes, 'find' | 'replace'>;
  readonly ids: DerivedIds;
  /** By chance; no two are alike. */
  readonly nonce: () => string;
  readonly limits: CapDeps;
};

/** Two requests at once: one of them writes, and that is the code that is sent. */
const READINGS = 3;

/**
 * Sends a code to an address, or leaves it where it was sent enough of them lately. Who asks cannot tell which, nor
 * whether the address has an account: what is written in the e-mail is decided later, by the worker that sends it.
 */
export const requestCode =
  (deps: RequestCodeDeps) =>
  async (
    wanted: { readonly circle: Circle; readonly email: string; readonly purpose: CodePurpose },
    nowMs: number,
  ): Promise<'sent' | 'withheld'> => {
    const { circle, email, purpose } = wanted;
    const addressId = deps.ids.addressOf(circle, email);
    const counted = { holder: { kind: 'account', addressId }, cap: 'codes for an address' } as const;
    for (let reading = 1; reading <= READINGS; reading += 1) {
      const before: Code | undefined = await deps.codes.find(addressId, codeName(purpose));
      const code = nextCode(before, { addressId, circle, email, purpose }, deps.nonce(), nowMs);
      if (!code) return 'withheld';
      if (reading === 1 && (await tallied(deps.limits)(counted, undefined, nowMs)) === 'full')
        return 'withheld';
      if ((await deps.codes.replace(before, code)) === 'stored') return 'sent';
    }
    return 'withheld';
  };
