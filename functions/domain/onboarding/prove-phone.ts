import { Refusal } from '../errors.ts';
import type { PhoneProofs } from '../provision/ports.ts';
import { DONE, type DoStep } from './work.ts';

/** The phone that has to be proven: whose calls are to come here, or else the owner's own. */
export const phoneToProve = (
  forwardFrom: string | undefined,
  owner: { readonly phones: readonly string[]; readonly transferNumber: string },
): string => forwardFrom ?? owner.phones[0] ?? owner.transferNumber;

/** The carrier does not reach it, or it was sent enough of them today. */
const REFUSED: readonly string[] = ['vendor_refused', 'daily_cap_reached'];

/**
 * Has a code sent to the phone and read back. Nothing is routed and no trial is given by a number that nobody has proven to
 * answer: it may be anybody's.
 */
export const provePhone =
  (proofs: PhoneProofs): DoStep<'proof'> =>
  async ({ step: { given, made }, onboarding, business, keep }) => {
    const phone = phoneToProve(onboarding.steps.profile.given?.forwardFrom, business.owner);
    if (made.proven === phone) return DONE;
    if (!given) return { kind: 'waiting', waitsFor: 'how-to-send-code' };
    // A code that was asked for is sent once: for another phone somebody has to ask again, and is counted.
    if (made.sentFor === given.tries && made.phone !== phone)
      return { kind: 'waiting', waitsFor: 'how-to-send-code' };
    if (made.sentFor !== given.tries) {
      try {
        await proofs.send(phone, given.by);
      } catch (error) {
        const isRefused = error instanceof Refusal && REFUSED.includes(error.code);
        if (!isRefused) throw error;
        return { kind: 'stuck', problem: { code: 'phone_refused' } };
      }
      await keep({ sentFor: given.tries, phone });
      return { kind: 'waiting', waitsFor: 'code' };
    }
    if (given.code === undefined) return { kind: 'waiting', waitsFor: 'code' };
    if (!(await proofs.check(phone, given.code))) return { kind: 'stuck', problem: { code: 'code_wrong' } };
    await keep({ proven: phone, phone });
    return DONE;
  };
