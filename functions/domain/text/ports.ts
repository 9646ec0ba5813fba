import type { BusinessId } from '../../contracts/ids.ts';
import type { ConsentStep } from '../customer/ports.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Confirmation, SuppressionReason, Text, TextMessage, TextPlace } from './text.ts';

/**
 * Why a message did not arrive. `opted_out`: the recipient has blocked us at the vendor. `untextable`: texts do not reach
 * that number. `passing`: may be over in a while. `final`: anything else.
 */
export type FailureMeaning = 'opted_out' | 'untextable' | 'passing' | 'final';

/** What a vendor made of a message that we handed over. */
export type Handover =
  | { readonly kind: 'accepted'; readonly messageId: string }
  /** Will never work. */
  | { readonly kind: 'refused'; readonly code: string; readonly meaning: FailureMeaning }
  /** Surely not taken; may be tried again. */
  | { readonly kind: 'unavailable'; readonly because: string }
  /** Perhaps taken: look before trying again. */
  | { readonly kind: 'unknown'; readonly because: string };

/** What the vendor says of a message, in its own words. */
export type MessageStatus = {
  readonly messageId: string;
  readonly status: string;
  /** ISO instant at which it came to that status. */
  readonly at: string;
  readonly errorCode?: string | undefined;
  readonly failure?: FailureMeaning | undefined;
};

export type Search =
  | { readonly kind: 'found'; readonly message: MessageStatus }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unclear'; readonly because: string };

/** The vendor that carries texts. No method throws for anything the vendor does. */
export type TextSender = {
  /** Hands one message over, once: never repeats by itself. */
  send(message: TextMessage): Promise<Handover>;
  /** Looks for a message with exactly this sender, recipient and words, taken since then (ISO instant). */
  search(message: TextMessage, since: string): Promise<Search>;
  /** Looks for the message of that id. */
  look(messageId: string): Promise<Search>;
};

/** Text rows. Every write is conditional on the row being as it was read. */
export type Texts = {
  /** As it stands now, never a cached copy. */
  find(place: TextPlace): Promise<Text | undefined>;
  /**
   * Writes the text unless its id is taken, and gives back the one that is stored. The row wakes by itself;
   * `announced`: it also asks at once.
   */
  create<Kind extends Text>(text: Kind, how: { readonly announced: boolean }): Promise<Kind>;
  /**
   * Takes the text for sending, only if what the customer of that number has said to this business allows it: both are
   * one decision, so that a STOP stored before it always wins. Otherwise answers why not. `changed` where somebody else has
   * it, or where the appointment that it confirms is no longer as it says.
   */
  claim(from: Text, to: Text): Promise<'claimed' | 'changed' | SuppressionReason>;
  /**
   * Ends a text because carriers do not take the business's texts from that number (E.164) at this moment: both are one decision, so
   * that whoever clears the number afterwards finds it. `cleared`: they do take them by now, and it is as it was.
   */
  hold(from: Text, to: Text, number: string): Promise<'held' | 'changed' | 'cleared'>;
  /**
   * Moves a text on, announcing what it became. With an occasion, the vendor's event is remembered in the same
   * transaction, and so is what it says of the customer's consent. `changed`: the text or the consent is not as it was
   * read; `repeated`: the occasion was applied before.
   */
  move(
    from: Text,
    to: Text,
    news?: {
      readonly occasion?: VendorEvent;
      readonly consent?: ConsentStep | undefined;
      readonly announced?: boolean;
    },
  ): Promise<'moved' | 'changed' | 'repeated'>;
  /** The text of this business that the vendor means by its id, or by the words and the recipient. */
  locate(
    businessId: BusinessId,
    message: { readonly messageId: string; readonly to: string; readonly body: string },
  ): Promise<TextPlace | undefined>;
};

/** Confirmations that ended because carriers did not take the business's texts. */
export type HeldTexts = {
  /** All of them, as they stand now. */
  of(businessId: BusinessId): AsyncIterable<Confirmation>;
};
