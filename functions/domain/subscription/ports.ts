import type { BusinessId } from '../../contracts/ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { BillingAccount, Standing } from './account.ts';
import type { Checkout } from './checkout.ts';
import type { AccountInvoice } from './invoice.ts';

/** `changed`: the row is not as it was read. `repeated`: the occasion was applied before. */
export type Moved = 'moved' | 'changed' | 'repeated';

export type BillingAccounts = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId): Promise<BillingAccount | undefined>;
  /**
   * Writes the account, the occasion and, where there is one, the standing on the business's configuration, all
   * together, if the account is as it was read (`from` undefined: absent).
   */
  move(
    from: BillingAccount | undefined,
    to: BillingAccount,
    standing: Standing | undefined,
    occasion: VendorEvent,
  ): Promise<Moved>;
};

export type AccountInvoices = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, invoiceId: string): Promise<AccountInvoice | undefined>;
  /** Writes the invoice, whose it is, and the occasion, together. */
  move(from: AccountInvoice | undefined, to: AccountInvoice, occasion: VendorEvent): Promise<Moved>;
};

export type Checkouts = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, sessionId: string): Promise<Checkout | undefined>;
  move(from: Checkout | undefined, to: Checkout, occasion: VendorEvent): Promise<Moved>;
};

/** A visit to Stripe's checkout, as Stripe has it. */
export type CheckoutVisit = {
  readonly id: string;
  /** Where it is open: the page. */
  readonly url: string | undefined;
  readonly state: 'open' | 'complete' | 'expired';
  readonly expiresAt: string;
  readonly subscriptionId?: string | undefined;
};

/**
 * What we ask of Stripe for a subscription. Every failure is a Refusal: `vendor_refused` (will never work), `vendor_unavailable`
 * (nothing was done, try again), `vendor_outcome_unknown` (look first). Each creation has a key that its repeat has too.
 */
export type Subscriptions = {
  /** The one customer of the business, made now or before: found by our id at Stripe where the key is forgotten. */
  customer(who: {
    readonly businessId: BusinessId;
    readonly name: string;
    readonly email: string;
  }): Promise<{ readonly id: string }>;
  /** `attempt` makes it another visit: the same attempt is the same visit. `trialDays` 0: it is paid from the first day. */
  openCheckout(wanted: {
    readonly businessId: BusinessId;
    readonly customerId: string;
    readonly attempt: number;
    readonly trialDays: number;
    readonly returnUrl: string;
  }): Promise<CheckoutVisit>;
  readCheckout(id: string): Promise<CheckoutVisit>;
  /** Ends a visit that is open, so that nobody can pay by it any more. A repeat changes nothing. */
  expireCheckout(id: string): Promise<void>;
  /** What stands there now for the customer, newest first: more than one is one too many. */
  ofCustomer(customerId: string): Promise<
    readonly {
      readonly id: string;
      readonly status: string;
      readonly trialEndsAt?: string | undefined;
      readonly paymentMethod?: string | undefined;
      /** The same for the same card, whoever shows it. */
      readonly cardFingerprint?: string | undefined;
    }[]
  >;
  /** Ends its trial now: what was tried before is paid. */
  endTrial(subscriptionId: string): Promise<void>;
  /** Makes the card of the subscription the one that booking fees are taken from too. */
  adoptCard(customerId: string, paymentMethod: string): Promise<void>;
  /** A page on which the owner changes the card, sees invoices and cancels. */
  portal(customerId: string, returnUrl: string): Promise<{ readonly url: string }>;
  /** `now` for a business that is deleted, else at the end of what is paid. A repeat changes nothing. */
  cancel(subscriptionId: string, when: 'now' | 'period-end'): Promise<void>;
};
