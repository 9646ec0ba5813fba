import type { Email } from '../email/email.ts';
import { type Alert, NOT_WANTED } from './alert.ts';
import type { StopReason } from './email-stop.ts';

/** After this a claim whose end nobody wrote is taken up again. Longer than any worker lives. */
const CLAIM_MS = 60_000;
/** The vendor remembers our keys for 24 hours: until then, and some, the same e-mail may be sent again. */
const KEY_LIVES_MS = 20 * 3_600_000;
/** What could not be sent for so long is no news any more. */
const NEWS_FOR_MS = 3 * 86_400_000;
const BACK_OFF_SECONDS = [30, 60, 120, 300, 900] as const;

/** Each step is a change of the row: it raises the epoch, so that only one of two writers goes on. */
const next = (alert: Alert, change: Partial<Alert>): Alert => ({
  ...alert,
  ...change,
  epoch: alert.epoch + 1,
});

const iso = (ms: number): string => new Date(ms).toISOString();

const settled = (alert: Alert, now: number, change: Partial<Alert>): Alert =>
  next(alert, { ...change, settledAt: iso(now), dueAt: undefined, claimedAt: undefined });

/** Claimed for sending. A claim found here is one whose end nobody wrote: since then the vendor may have it. */
export const claimed = (alert: Alert, email: Email, now: number): Alert =>
  next(alert, {
    state: 'sending',
    email,
    unknownSince: alert.unknownSince ?? alert.claimedAt,
    claimedAt: iso(now),
    dueAt: iso(now + CLAIM_MS),
  });

export const accepted = (alert: Alert, emailId: string, now: number): Alert =>
  settled(alert, now, { state: 'sent', emailId, sentAt: iso(now) });

export const failed = (alert: Alert, because: string, now: number): Alert =>
  settled(alert, now, { state: 'failed', because });

export const suppressed = (alert: Alert, because: string, now: number): Alert =>
  settled(alert, now, { state: 'suppressed', because });

/** Not sent any more. Where one may have gone out before that was known, nobody can tell. */
const heldBack = (alert: Alert, because: string, now: number): Alert =>
  isSurelyUnsent(alert) ? suppressed(alert, because, now) : uncertain(alert, now);

/** The address takes no e-mail any more. */
export const withheld = (alert: Alert, reason: StopReason, now: number): Alert =>
  heldBack(alert, `address_${reason}`, now);

/** The owner does not want to hear of it. */
export const unwanted = (alert: Alert, now: number): Alert => heldBack(alert, NOT_WANTED, now);

export const uncertain = (alert: Alert, now: number): Alert => settled(alert, now, { state: 'uncertain' });

/** Tried again later under the same key. `isUnknown`: this time the vendor may have taken it. */
export const postponed = (alert: Alert, isUnknown: boolean, now: number): Alert => {
  const seconds = BACK_OFF_SECONDS[Math.min(alert.postponements, BACK_OFF_SECONDS.length - 1)] ?? 900;
  return next(alert, {
    state: 'requested',
    unknownSince: alert.unknownSince ?? (isUnknown ? alert.claimedAt : undefined),
    claimedAt: undefined,
    postponements: alert.postponements + 1,
    dueAt: iso(now + seconds * 1000),
  });
};

/** The instant since which the vendor may have the e-mail, a claim that ran out included. */
const doubtedSince = (alert: Alert): string | undefined => alert.unknownSince ?? alert.claimedAt;

/** A repeat might be a second e-mail by now. */
export const isBeyondRepeating = (alert: Alert, now: number): boolean => {
  const since = doubtedSince(alert);
  return since !== undefined && now - Date.parse(since) > KEY_LIVES_MS;
};

/** The vendor surely never had it. */
export const isSurelyUnsent = (alert: Alert): boolean => doubtedSince(alert) === undefined;

export const isNoNews = (alert: Alert, now: number): boolean =>
  now - Date.parse(alert.requestedAt) > NEWS_FOR_MS;
