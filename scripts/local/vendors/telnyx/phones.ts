import type { AccountEvents } from './account-events.ts';
import type { OutboundStatus, WireMessage } from './message.ts';
import type { Keyword } from './opt-outs.ts';

/** How texts to one phone end. `sent`: no receipt ever comes. A `code` is the Telnyx error of a failure. */
export type TextOutcome = { readonly status: Exclude<OutboundStatus, 'queued'>; readonly code?: string };

/** A text as the phones show it. */
export type Text = {
  readonly id: string;
  readonly at: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly status: string;
  readonly parts: number;
};

/** A keyword that Telnyx answered by itself, with a text that no customer of its API sees. */
export type Autoresponse = { readonly from: string; readonly to: string; readonly keyword: Keyword };

/** What people and carriers see and do, beside the API. */
export type Phones = AccountEvents & {
  /** `publicKey`: base64 of 32 bytes, as in Mission Control. */
  readonly keys: { readonly apiKey: string; readonly publicKey: string };
  /** Oldest first; both directions. */
  texts(): Text[];
  /** A person texts one of our numbers. Answers the message id; throws for a number that is not ours. */
  receiveText(text: { from: string; to: string; text: string }): string;
  /** Every later text to this phone ends so; undefined: delivered again. */
  setOutcome(phone: string, outcome: TextOutcome | undefined): void;
  /** Answers the messaging profile's id. */
  addNumber(phoneNumber: string, messagingProfileId?: string, tags?: readonly string[]): string;
  optOuts(): { profileId: string; phone: string }[];
  autoresponses(): readonly Autoresponse[];
};

export const toText = (message: WireMessage): Text => ({
  id: message.id,
  at: message.received_at,
  direction: message.direction,
  from: message.from.phone_number,
  to: message.to[0]?.phone_number ?? '',
  text: message.text,
  status: message.direction === 'inbound' ? 'received' : (message.to[0]?.status ?? ''),
  parts: message.parts,
});
