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
   */
  move(
    from: Onboarding,
    to: Onboarding,
    by?: { readonly actor: Accountable; readonly step: StepName },
  ): Promise<'moved' | 'changed'>;
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
