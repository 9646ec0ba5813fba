import type { Alert, AlertReport, AlertState } from './alert.ts';

/** What the vendor says of an e-mail, in its own words. */
export type EmailStatus = {
  readonly emailId: string;
  readonly status: string;
  /** ISO instant at which it came to that status. */
  readonly at: string;
  /** Why it bounced, failed or was suppressed. */
  readonly because?: string | undefined;
};

type Meaning = { readonly rank: AlertReport['rank']; readonly state: AlertState };

const MEANINGS: Readonly<Record<string, Meaning>> = {
  'email.sent': { rank: 1, state: 'sent' },
  'email.delivery_delayed': { rank: 1, state: 'sent' },
  'email.delivered': { rank: 2, state: 'delivered' },
  'email.bounced': { rank: 2, state: 'bounced' },
  'email.failed': { rank: 2, state: 'failed' },
  'email.suppressed': { rank: 2, state: 'suppressed' },
  'email.complained': { rank: 3, state: 'complained' },
};

/**
 * The alert after what the vendor says of its e-mail; undefined where that is nothing new. Reports come late, twice and
 * in any order, so an alert only ever moves towards its end, and at the same rank towards what happened later.
 */
export const reported = (alert: Alert, email: EmailStatus, now: number): Alert | undefined => {
  const meaning = Object.hasOwn(MEANINGS, email.status) ? MEANINGS[email.status] : undefined;
  if (!meaning || (alert.emailId ?? email.emailId) !== email.emailId) return undefined;
  const known = alert.report;
  const isOld =
    known !== undefined &&
    (known.rank > meaning.rank ||
      (known.rank === meaning.rank && Date.parse(known.at) >= Date.parse(email.at)));
  if (isOld) return undefined;
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
