import type { MessageStatus } from './ports.ts';
import type { Text, TextState, VendorReport } from './text.ts';

type Meaning = { readonly rank: VendorReport['rank']; readonly state: TextState };

/** A carrier that gives no receipt leaves the message sent, for all that anybody will ever know. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  queued: { rank: 1, state: 'sent' },
  sending: { rank: 1, state: 'sent' },
  sent: { rank: 1, state: 'sent' },
  delivered: { rank: 2, state: 'delivered' },
  delivery_unconfirmed: { rank: 2, state: 'sent' },
  sending_failed: { rank: 2, state: 'failed' },
  delivery_failed: { rank: 2, state: 'failed' },
  expired: { rank: 2, state: 'failed' },
};

/**
 * The text after what the vendor says of its message; undefined where that is nothing new. Reports come late, twice and
 * in any order, so a text only ever moves towards its end, and at the same rank towards what happened later.
 */
export const reported = (text: Text, message: MessageStatus, now: number): Text | undefined => {
  const meaning = Object.hasOwn(MEANINGS, message.status) ? MEANINGS[message.status] : undefined;
  if (!meaning || (text.messageId ?? message.messageId) !== message.messageId) return undefined;
  const known = text.report;
  const isOld =
    known !== undefined &&
    (known.rank > meaning.rank ||
      (known.rank === meaning.rank && Date.parse(known.at) >= Date.parse(message.at)));
  if (isOld) return undefined;
  return {
    ...text,
    epoch: text.epoch + 1,
    state: meaning.state,
    messageId: message.messageId,
    report: { status: message.status, rank: meaning.rank, at: message.at },
    sentAt: text.sentAt ?? message.at,
    settledAt: text.state === meaning.state ? text.settledAt : new Date(now).toISOString(),
    suppressedBecause: undefined,
    failedBecause: meaning.state === 'failed' ? (message.errorCode ?? message.status) : undefined,
    claimedAt: undefined,
    dueAt: undefined,
  };
};
