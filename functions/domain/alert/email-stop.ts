import type { EmailStatus } from './report.ts';

/** Why no e-mail goes to an address any more. */
export type StopReason = 'bounced' | 'complained' | 'suppressed';

/** An address that takes no e-mail of a business's: because there is nobody, or because who is there said so. */
export type EmailStop = {
  readonly reason: StopReason;
  /** In the vendor's words. */
  readonly because: string | undefined;
  /** ISO instant at which it happened there. */
  readonly at: string;
  readonly emailId: string;
};

const REASONS: Readonly<Record<string, StopReason>> = {
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.suppressed': 'suppressed',
};

/** What follows for the address: a bounce stops it only where the vendor calls it permanent. */
export const stopOf = (email: EmailStatus): EmailStop | undefined => {
  const reason = Object.hasOwn(REASONS, email.status) ? REASONS[email.status] : undefined;
  if (!reason || (reason === 'bounced' && !email.isPermanent)) return undefined;
  return { reason, because: email.because, at: email.at, emailId: email.emailId };
};
