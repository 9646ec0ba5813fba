import type { MessageStatus } from './ports.ts';
import type { Sending, Text, TextState, VendorReport } from './text.ts';
import { mayBeHandedOverAgain, receiptDueAt, retried } from './text-steps.ts';

type Meaning = { readonly rank: VendorReport['rank']; readonly state: TextState };

/**
 * A carrier that gives no receipt leaves the message sent, for all that anybody will ever know. Of two reports of one
 * rank and instant the later here counts: arbitrary, but the same in every order.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  queued: { rank: 1, state: 'sent' },
  sending: { rank: 1, state: 'sent' },
  sent: { rank: 1, state: 'sent' },
  delivery_unconfirmed: { rank: 2, state: 'sent' },
  delivered: { rank: 2, state: 'delivered' },
  sending_failed: { rank: 2, state: 'failed' },
  delivery_failed: { rank: 2, state: 'failed' },
  expired: { rank: 2, state: 'failed' },
};

const STATUSES = Object.keys(MEANINGS);

/** Above zero where `one` tells further on than `other`. */
const furtherBy = (one: VendorReport, other: VendorReport): number =>
  one.rank - other.rank ||
  Date.parse(one.at) - Date.parse(other.at) ||
  STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status);

const failureOf = (
  message: MessageStatus,
): Pick<Sending, 'state' | 'suppressedBecause' | 'failedBecause'> => {
  if (message.failure === 'opted_out') return { state: 'suppressed', suppressedBecause: 'opted_out' };
  return { state: 'failed', failedBecause: message.errorCode ?? message.status };
};

/**
 * The text after what the vendor says of its message; undefined where that is nothing new. Reports come late, twice and
 * in any order, so a text only ever moves towards its end, and at the same rank towards what happened later. The one way
 * back: a message that did not arrive for a reason that passes is sent once more.
 */
export const reported = (text: Text, message: MessageStatus, now: number): Text | undefined => {
  const meaning = Object.hasOwn(MEANINGS, message.status) ? MEANINGS[message.status] : undefined;
  const isOurs =
    (text.messageId ?? message.messageId) === message.messageId &&
    text.abandonedMessageId !== message.messageId;
  if (!meaning || !isOurs) return undefined;
  const report = { status: message.status, rank: meaning.rank, at: message.at };
  if (text.report && furtherBy(report, text.report) <= 0) return undefined;
  const { messageId } = message;
  const isFailure = meaning.state === 'failed';
  // Never again to somebody who is said to have got it.
  const mayRepeat = text.state !== 'delivered' && mayBeHandedOverAgain(text);
  if (isFailure && message.failure === 'passing' && mayRepeat) {
    return retried({ ...text, messageId }, now);
  }
  const end = isFailure ? failureOf(message) : { state: meaning.state };
  return {
    ...text,
    suppressedBecause: undefined,
    failedBecause: undefined,
    ...end,
    epoch: text.epoch + 1,
    messageId,
    report,
    sentAt: text.sentAt ?? message.at,
    settledAt: text.state === end.state ? text.settledAt : new Date(now).toISOString(),
    claimedAt: undefined,
    dueAt: meaning.rank === 1 ? receiptDueAt(text, now) : undefined,
  };
};
