import { createHmac } from 'node:crypto';
import type { NewId } from '../vendor-id.ts';
import type { WebhookMessage } from '../webhook-deliveries.ts';
import type { EmailFacts } from './email-checks.ts';

export const emailOutcomes = [
  'delivered',
  'bounced',
  'complained',
  'delivery_delayed',
  'failed',
  'suppressed',
] as const;
/** How mail to one address ends. `complained`: delivered, then reported; `delivery_delayed`: late, then delivered. */
export type EmailOutcome = (typeof emailOutcomes)[number];

export type StoredEmail = EmailFacts & {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  lastEvent: string;
};

const details: Readonly<Record<string, object>> = {
  'email.bounced': {
    bounce: {
      type: 'Permanent',
      subType: 'General',
      message: "The recipient's email provider sent a hard bounce message.",
      diagnosticCode: ['smtp; 550 5.1.1 user unknown'],
    },
  },
  'email.failed': { failed: { reason: 'reached_daily_quota' } },
  'email.suppressed': {
    suppressed: {
      type: 'OnAccountSuppressionList',
      reason: 'previous_bounce',
      message: 'The address is on the account suppression list.',
      diagnosticCode: [],
    },
  },
};

const courses: Readonly<Record<EmailOutcome, readonly string[]>> = {
  delivered: ['email.sent', 'email.delivered'],
  bounced: ['email.sent', 'email.bounced'],
  complained: ['email.sent', 'email.delivered', 'email.complained'],
  delivery_delayed: ['email.sent', 'email.delivery_delayed', 'email.delivered'],
  failed: ['email.failed'],
  suppressed: ['email.suppressed'],
};

/** The events of one e-mail, in the order they happen. */
export const courseOf = (outcome: EmailOutcome): readonly string[] => courses[outcome];

export const emailEvent = (
  type: string,
  email: StoredEmail,
  atMs: number,
  url: string | undefined,
  newId: NewId,
): WebhookMessage => {
  const data = {
    email_id: email.id,
    created_at: new Date(email.createdAt).toISOString(),
    from: email.from,
    to: email.to,
    subject: email.subject,
    // A list in the request, an object in events.
    tags: Object.fromEntries(email.tags.map(({ name, value }) => [name, value])),
    ...details[type],
  };
  const body = JSON.stringify({ type, created_at: new Date(atMs).toISOString(), data });
  return { id: newId('msg_', 27), type, urls: url === undefined ? [] : [url], body: () => body };
};

/** Svix headers; `secret` is `whsec_` and the key in base64. */
export const signSvix = (
  secret: string,
  rawBody: string,
  id: string,
  atMs: number,
): Record<string, string> => {
  const timestamp = String(Math.floor(atMs / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${rawBody}`).digest('base64');
  return {
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
    'user-agent': 'Svix-Webhooks/1',
  };
};
