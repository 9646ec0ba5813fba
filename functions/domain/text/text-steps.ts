import type { SuppressionReason, Text, TextMessage } from './text.ts';

/** After this a claim whose end nobody wrote is taken up again, by looking first. Longer than any worker lives. */
export const CLAIM_MS = 60_000;
/** The vendor's records are not instantaneous: only after this does not finding a message mean that there is none. */
const ABSENCE_COUNTS_AFTER_MS = 120_000;
/** After this nobody will ever be able to tell. */
const TELLING_ENDS_AFTER_MS = 30 * 60_000;
/** Once blindly, once more after the vendor has positively not had it. */
const MOST_HANDOVERS = 2;
const BACK_OFF_SECONDS = [30, 60, 120, 300, 900] as const;

/** Each step is a change of the row: it raises the epoch, so that only one of two writers goes on. */
const next = (text: Text, change: Partial<Text>): Text => ({ ...text, ...change, epoch: text.epoch + 1 });

const iso = (ms: number): string => new Date(ms).toISOString();

const settled = (text: Text, now: number, change: Partial<Text>): Text =>
  next(text, { ...change, settledAt: iso(now), dueAt: undefined, claimedAt: undefined });

/** Claimed for handing over; comes due again by itself when the claim is old. */
export const claimed = (text: Text, message: TextMessage, now: number): Text =>
  next(text, {
    state: 'sending',
    message,
    claimedAt: iso(now),
    handedOverAt: text.handedOverAt ?? iso(now),
    handovers: text.handovers + 1,
    dueAt: iso(now + CLAIM_MS),
  });

export const accepted = (text: Text, messageId: string, now: number): Text =>
  settled(text, now, { state: 'sent', messageId, sentAt: iso(now) });

/** The vendor surely does not have it: this handing over does not count. */
export const postponed = (text: Text, now: number): Text => {
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

export const suppressed = (text: Text, because: SuppressionReason, now: number): Text =>
  settled(text, now, { state: 'suppressed', suppressedBecause: because });

export const failed = (text: Text, code: string, now: number): Text =>
  settled(text, now, { state: 'failed', failedBecause: code });

export const uncertain = (text: Text, now: number): Text => settled(text, now, { state: 'uncertain' });

/** Nothing is known yet: looked for again in a minute. */
export const lookedFor = (text: Text, now: number): Text => next(text, { dueAt: iso(now + CLAIM_MS) });

const sinceHandover = (text: Text, now: number): number => now - Date.parse(text.claimedAt ?? iso(now));

/** Looking did not tell: whether that will have to do. */
export const isBeyondTelling = (text: Text, now: number): boolean =>
  sinceHandover(text, now) > TELLING_ENDS_AFTER_MS;

export const isAbsenceSure = (text: Text, now: number): boolean =>
  sinceHandover(text, now) >= ABSENCE_COUNTS_AFTER_MS;

export const mayBeHandedOverAgain = (text: Text): boolean => text.handovers < MOST_HANDOVERS;

/** The customer said yes after all, or again: what was or would be held back for want of consent is asked for anew. */
export const consented = (text: Text, now: number): Text => {
  const revives =
    text.state === 'suppressed' &&
    (text.suppressedBecause === 'no_consent' || text.suppressedBecause === 'opted_out');
  return next(text, {
    consentedAt: iso(now),
    // Never where it was: a minute of the due index that is over is not looked at again.
    dueAt: iso(now),
    ...(revives && { state: 'requested' as const, suppressedBecause: undefined, settledAt: undefined }),
  });
};
