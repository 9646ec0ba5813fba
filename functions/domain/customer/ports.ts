import type { BusinessId } from '../../contracts/ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';

export type ConsentState = 'opted_in' | 'opted_out';

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
};

export type Consents = {
  isOptedOut(businessId: BusinessId, phone: string): Promise<boolean>;
  /** What was said later stands, in whatever order it is heard; of two words at one instant the opt-out stands. */
  record(change: ConsentChange): Promise<void>;
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
   * Stores the text, the event that told of it and the change of consent that it makes, all together or not at all.
   * Hearing of the same text or the same event again changes nothing.
   */
  receive(text: InboundText, change: ConsentChange | undefined, occasion: VendorEvent): Promise<void>;
};
