import type { Confirmation, Sending, SuppressionReason, Text, TextMessage } from './text.ts';

/** After this a claim whose end nobody wrote is taken up again, by looking first. Longer than any worker lives. */
const CLAIM_MS = 60_000;
const MINUTE_MS = 60_000;
/**
 * Only after this does not finding a message mean that there is none: longer than any proxy or queue on the way holds a
 * request that we gave up on, the time in which a worker may make it and the delay of the vendor's records included.
 */
const ABSENCE_COUNTS_AFTER_MS = 10 * MINUTE_MS;
/** How long after the handing over it is looked for. What is found is mostly found at once; records are asked seldom. */
const LOOK_AFTER_MINUTES = [1, 2, 5, 10, 15, 20, 30] as const;
/** After this nobody will ever be able to tell. */
const TELLING_ENDS_AFTER_MS = 30 * MINUTE_MS;
/** Once blindly, once more after the vendor has positively not had it. */
const MOST_HANDOVERS = 2;
const BACK_OFF_SECONDS = [30, 60, 120, 300, 900] as const;
/** The vendor gives a message up after an hour, and tells of it: only then is a receipt missing. */
export const RECEIPT_AFTER_MS = 75 * 60_000;
const RECEIPT_AGAIN_AFTER_MS = 60 * 60_000;
const RECEIPTS_END_AFTER_MS = 6 * 60 * 60_000;
/** What kept a message from arriving may be over then. */
const RETRY_AFTER_MS = 15 * 60_000;
/** A number that is a landline today may be ported to a mobile some day. */
const UNTEXTABLE_MS = 90 * 86_400_000;

/** Each step is a change of the row: it raises the epoch, so that only one of two writers goes on. */
const next = <Kind extends Text>(text: Kind, change: Partial<Sending>): Kind => ({
  ...text,
  ...change,
  epoch: text.epoch + 1,
});

const iso = (ms: number): string => new Date(ms).toISOString();

const settled = <Kind extends Text>(text: Kind, now: number, change: Partial<Sending>): Kind =>
  next(text, { ...change, settledAt: iso(now), dueAt: undefined, claimedAt: undefined });

/** Claimed for handing over; comes due again by itself when the claim is old. */
export const claimed = <Kind extends Text>(text: Kind, message: TextMessage, now: number): Kind =>
  next(text, {
    state: 'sending',
    message,
    claimedAt: iso(now),
    handedOverAt: text.handedOverAt ?? iso(now),
    handovers: text.handovers + 1,
    dueAt: iso(now + CLAIM_MS),
  });

/** When a text that is on its way should have been heard of; one that was sent keeps the time that it has. */
export const receiptDueAt = (text: Text, now: number): string | undefined =>
  text.state === 'sent' ? text.dueAt : iso(now + RECEIPT_AFTER_MS);

/** Comes due again by itself when it should have been heard of. */
export const accepted = <Kind extends Text>(text: Kind, messageId: string, now: number): Kind => ({
  ...settled(text, now, { state: 'sent', messageId, sentAt: iso(now) }),
  dueAt: iso(now + RECEIPT_AFTER_MS),
});

/** The vendor surely does not have it: this handing over does not count. */
export const postponed = <Kind extends Text>(text: Kind, now: number): Kind => {
  const seconds = BACK_OFF_SECONDS[Math.min(text.postponements, BACK_OFF_SECONDS.length - 1)] ?? 900;
  const handovers = text.handovers - 1;
  return next(text, {
    state: 'requested',
    claimedAt: undefined,
    handovers,
    handedOverAt: handovers === 0 ? undefined : text.handedOverAt,
    postponements: text.postponements + 1,
    dueAt: iso(now + seconds * 1000),
  });
};

/** The vendor could not bring it there and somebody else's trouble was the reason: tried once more, as another message. */
export const retried = <Kind extends Text>(text: Kind, now: number): Kind =>
  next(text, {
    state: 'requested',
    abandonedMessageId: text.messageId,
    messageId: undefined,
    report: undefined,
    sentAt: undefined,
    settledAt: undefined,
    suppressedBecause: undefined,
    failedBecause: undefined,
    claimedAt: undefined,
    handedOverAt: undefined,
    dueAt: iso(now + RETRY_AFTER_MS),
  });

export const suppressed = <Kind extends Text>(text: Kind, because: SuppressionReason, now: number): Kind =>
  settled(text, now, { state: 'suppressed', suppressedBecause: because });

export const failed = <Kind extends Text>(text: Kind, code: string, now: number): Kind =>
  settled(text, now, { state: 'failed', failedBecause: code });

export const uncertain = <Kind extends Text>(text: Kind, now: number): Kind =>
  settled(text, now, { state: 'uncertain' });

const sinceHandover = (text: Text, now: number): number => now - Date.parse(text.claimedAt ?? iso(now));

/** Never within a minute: one of the due index that is over is looked at again only ten minutes later. */
const untilLookedForAgain = (text: Text, now: number): number => {
  const since = sinceHandover(text, now);
  const nextLook = LOOK_AFTER_MINUTES.find((minutes) => minutes * MINUTE_MS > since) ?? 0;
  return Math.max(MINUTE_MS, nextLook * MINUTE_MS - since);
};

/** Nothing is known yet: looked for again, ever more seldom, and for a receipt in an hour. */
export const lookedFor = <Kind extends Text>(text: Kind, now: number): Kind =>
  next(text, {
    dueAt: iso(now + (text.state === 'sent' ? RECEIPT_AGAIN_AFTER_MS : untilLookedForAgain(text, now))),
  });

/** Looking did not tell: whether that will have to do. */
export const isBeyondTelling = (text: Text, now: number): boolean =>
  text.state === 'sent'
    ? now - Date.parse(text.sentAt ?? iso(now)) > RECEIPTS_END_AFTER_MS
    : sinceHandover(text, now) > TELLING_ENDS_AFTER_MS;

export const isAbsenceSure = (text: Text, now: number): boolean =>
  sinceHandover(text, now) >= ABSENCE_COUNTS_AFTER_MS;

export const untextableUntil = (now: number): string => iso(now + UNTEXTABLE_MS);

export const mayBeHandedOverAgain = (text: Text): boolean => text.handovers < MOST_HANDOVERS;

/** What kept it from being sent is over: asked for anew, for that instant. */
export const revived = <Kind extends Text>(text: Kind, dueAt: number): Kind =>
  next(text, { state: 'requested', suppressedBecause: undefined, settledAt: undefined, dueAt: iso(dueAt) });

/** The customer said yes after all, or again: what was or would be held back for want of consent is asked for anew. */
export const consented = (text: Confirmation, now: number): Confirmation => {
  const revives =
    text.state === 'suppressed' &&
    (text.suppressedBecause === 'no_consent' || text.suppressedBecause === 'opted_out');
  const anew = {
    state: 'requested' as const,
    suppressedBecause: undefined,
    settledAt: undefined,
    abandonedMessageId: text.messageId,
    messageId: undefined,
    report: undefined,
  };
  // Never where it was: a minute of the due index that is over is looked at again only ten minutes later.
  return { ...next(text, { dueAt: iso(now), ...(revives && anew) }), consentedAt: iso(now) };
};
