import type { BusinessId } from '../../contracts/ids.ts';
import type { StepName } from '../../contracts/onboarding.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { Onboarding } from './onboarding.ts';

export type Onboardings = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId): Promise<Onboarding | undefined>;
  /** Stores a new one; answers what stands there, which may be another's. */
  create(onboarding: Onboarding): Promise<Onboarding>;
  /**
   * Writes what differs, if nothing was changed meanwhile. What is due of it wakes by itself; a partner's program is told of
   * steps that were done or got stuck. `by`: who has said something, which goes on record, and is seen to at once.
   * `taken over`: it holds only `unlessOwned`, and somebody owns the business at this moment.
   */
  move(
    from: Onboarding,
    to: Onboarding,
    by?: { readonly actor: Accountable; readonly step: StepName; readonly unlessOwned: boolean },
  ): Promise<'moved' | 'changed' | 'taken over'>;
};

export type BillingConnection = {
  /**
   * Makes the business known by its customer at Stripe, before it has a line. Refuses with `invalid_arguments` when it has
   * another customer, or the customer is another business's. A repeat changes nothing.
   */
  connect(
    businessId: BusinessId,
    billing: {
      readonly stripeCustomerId: string;
      readonly bookingFeeCents: number;
      readonly feesDuringTrial: 'charge' | 'waive';
    },
  ): Promise<void>;
};

/**
 * How a PIN comes from who reads it back to the worker that checks it: sealed, so that no row, no log and no message holds it.
 * `purpose`: whose PIN and which; what is sealed for another is not opened.
 */
export type PinLocks = {
  /** What it is sealed with, which is no secret. */
  lockFor(...purpose: readonly string[]): Promise<string>;
  /** undefined: it was sealed for something else, or too long ago. */
  open(sealed: string, ...purpose: readonly string[]): Promise<string | undefined>;
};

/** Seals a PIN with such a lock, each time otherwise. */
export type SealPin = (lock: string, pin: string) => string;
