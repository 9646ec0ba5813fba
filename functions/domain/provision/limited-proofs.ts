import { type CapDeps, countToday } from '../limit/count-today.ts';
import { askerOfPhone } from './asker-of-phone.ts';
import type { PhoneProofs } from './ports.ts';

export type LimitedProofsDeps = {
  readonly proofs: PhoneProofs;
  readonly limits: CapDeps;
  readonly clock: { now(): number };
};

/**
 * Codes for phones, of which one phone is sent so many a day, however many businesses name it: whose it is has maybe asked for
 * none. Refuses to send one more with `daily_cap_reached`.
 */
export const limitedProofs = ({ proofs, limits, clock }: LimitedProofsDeps): PhoneProofs => ({
  check: (number, code) => proofs.check(number, code),
  async send(number, by) {
    const counted = { holder: askerOfPhone(limits.by, number), cap: 'codes for a phone' } as const;
    await countToday(limits)(counted, undefined, clock.now());
    await proofs.send(number, by);
  },
});
