import type { CustomerId } from '../../contracts/api/customers.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Cause } from '../audit/audit-entry.ts';
import type { Reply } from '../text/text.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Consent, ConsentState } from './consent.ts';
import type { Customer } from './customer.ts';

export type Customers = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, id: CustomerId): Promise<Customer | undefined>;
  /** `changed`: the customer is not as it was read, and nothing was written. */
  save(from: Customer | undefined, to: Customer): Promise<'saved' | 'changed'>;
};

/** What a person has said about texts from one business. Another business is not concerned. */
export type ConsentChange = {
  readonly businessId: BusinessId;
  /** E.164. */
  readonly phone: string;
  readonly state: ConsentState;
  /** ISO instant at which they said it. */
  readonly at: string;
  /** ISO instant at which we write it down, where that may be much later. */
  readonly heardAt?: string | undefined;
  readonly cause: Cause;
};

/** One reading of somebody's word and what it is to become: written only if it still is as it was read. */
export type ConsentStep = {
  readonly businessId: BusinessId;
  /** E.164. */
  readonly phone: string;
  readonly from: Consent | undefined;
  readonly to: Consent;
  /** ISO instant at which we write it down. */
  readonly heardAt: string;
  readonly cause: Cause;
};

export type Consents = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, phone: string): Promise<Consent | undefined>;
  /** The same for a page of numbers, at most a hundred, as one request; whoever has said nothing is left out. */
  findAll(businessId: BusinessId, phones: readonly string[]): Promise<ReadonlyMap<string, Consent>>;
  isOptedOut(businessId: BusinessId, phone: string): Promise<boolean>;
  /** What was said later stands, in whatever order it is heard; of two words at one instant the opt-out stands. */
  record(change: ConsentChange): Promise<void>;
  /** No confirmation goes to that number until then (ISO instant): texts do not arrive there. */
  markUntextable(businessId: BusinessId, phone: string, until: string): Promise<void>;
};

/** A text that a customer sent to a business. */
export type InboundText = {
  readonly v: 1;
  readonly businessId: BusinessId;
  /** The vendor's id of the message. */
  readonly messageId: string;
  /** E.164. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly body: string;
  /** ISO instant at which the vendor took it. */
  readonly sentAt: string;
  /** ISO instant at which our edge took it. */
  readonly receivedAt: string;
};

export type InboundTexts = {
  /**
   * Stores the text, the event that told of it, what it says about texting and the reply that it asks for, all together
   * or not at all. Hearing of the same text or the same event again changes nothing (`stored`), and a reply whose id is
   * taken is not asked for again. `changed`: somebody's word is not as it was read, and nothing was stored.
   */
  receive(
    text: InboundText,
    occasion: VendorEvent,
    effect?: { readonly consent?: ConsentStep | undefined; readonly reply?: Reply | undefined },
  ): Promise<'stored' | 'changed'>;
};
