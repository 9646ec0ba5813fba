import type { Alert, AlertReport, AlertState } from './alert.ts';

/** What the vendor says of an e-mail, in its own words. */
export type EmailStatus = {
  readonly emailId: string;
  readonly status: string;
  /** ISO instant at which it came to that status. */
  readonly at: string;
  /** Why it bounced, failed or was suppressed. */
  readonly because?: string | undefined;
  /** Of a bounce: there is nobody at that address. */
  readonly isPermanent?: boolean | undefined;
};

type Meaning = { readonly rank: AlertReport['rank']; readonly state: AlertState };

/** Of two reports of one rank and instant the later here counts: arbitrary, but the same in every order. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'email.sent': { rank: 1, state: 'sent' },
  'email.delivery_delayed': { rank: 1, state: 'sent' },
  'email.delivered': { rank: 2, state: 'delivered' },
  'email.bounced': { rank: 2, state: 'bounced' },
  'email.failed': { rank: 2, state: 'failed' },
  'email.suppressed': { rank: 2, state: 'suppressed' },
  'email.complained': { rank: 3, state: 'complained' },
};

const STATUSES = Object.keys(MEANINGS);

/** Above zero where `one` tells further on than `other`. */
const furtherBy = (one: AlertReport, other: AlertReport): number =>
  one.rank - other.rank ||
  Date.parse(one.at) - Date.parse(other.at) ||
  STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status);

/**
 * The alert after what the vendor says of its e-mail; undefined where that is nothing new. Reports come late, twice and
 * in any order, so an alert only ever moves towards its end, and at the same rank towards what happened later.
 */
export const reported = (alert: Alert, email: EmailStatus, now: number): Alert | undefined => {
  const meaning = Object.hasOwn(MEANINGS, email.status) ? MEANINGS[email.status] : undefined;
  if (!meaning || (alert.emailId ?? email.emailId) !== email.emailId) return undefined;
  const known = alert.report;
  if (known && furtherBy({ status: email.status, rank: meaning.rank, at: email.at }, known) <= 0)
    return undefined;
  return {
    ...alert,
    epoch: alert.epoch + 1,
    state: meaning.state,
    emailId: email.emailId,
    report: { status: email.status, rank: meaning.rank, at: email.at },
    sentAt: alert.sentAt ?? email.at,
    settledAt: alert.state === meaning.state ? alert.settledAt : new Date(now).toISOString(),
    because: email.because,
    claimedAt: undefined,
    dueAt: undefined,
  };
};
