import type { Reply } from '../simulator.ts';

export type EmailTag = { readonly name: string; readonly value: string };

export type EmailFacts = {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly tags: readonly EmailTag[];
};

export const resendError = (statusCode: number, name: string, message: string): Reply => ({
  status: statusCode,
  body: { statusCode, name, message },
});

const MAX_RECIPIENTS = 50;
const PLAIN_ADDRESS = /^[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+$/;
const FORMATS =
  'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.';

/** The bare address of `Name <address>`, in lower case. */
export const addressOf = (mailbox: string): string =>
  (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();

const isMailbox = (value: string): boolean => PLAIN_ADDRESS.test(addressOf(value));

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(Boolean).map(String);

const isTag = (tag: unknown): tag is EmailTag => {
  const { name, value } = (tag ?? {}) as Record<string, unknown>;
  return [name, value].every((part) => typeof part === 'string' && /^[A-Za-z0-9_-]{1,256}$/.test(part));
};

/** What `POST /emails` asks for, or the first refusal in the order Resend checks. `domains`: undefined means any. */
export const readEmail = (
  rawBody: unknown,
  domains: readonly string[] | undefined,
): { refusal: Reply } | { email: EmailFacts } => {
  const refuse = (name: string, message: string, status = 422) => ({
    refusal: resendError(status, name, message),
  });
  if (typeof rawBody !== 'object' || rawBody === null)
    return refuse('validation_error', 'The body must be JSON.', 400);
  const body = rawBody as Record<string, unknown>;
  const absent = ['from', 'to', 'subject'].find((name) => listOf(body[name]).length === 0);
  if (absent !== undefined) return refuse('missing_required_field', `Missing \`${absent}\` field.`);
  if (!body.html && !body.text) return refuse('missing_required_field', 'Missing `html` or `text` field.');
  const from = String(body.from);
  if (!isMailbox(from)) return refuse('invalid_from_address', `Invalid \`from\` field. ${FORMATS}`);
  const recipients = {
    to: listOf(body.to),
    cc: listOf(body.cc),
    bcc: listOf(body.bcc),
    reply_to: listOf(body.reply_to),
  };
  for (const [name, mailboxes] of Object.entries(recipients)) {
    if (!mailboxes.every(isMailbox))
      return refuse('validation_error', `Invalid \`${name}\` field. ${FORMATS}`);
    if (mailboxes.length > MAX_RECIPIENTS) {
      return refuse('validation_error', `The \`${name}\` field can have up to ${MAX_RECIPIENTS} addresses.`);
    }
  }
  const tags = body.tags ?? [];
  if (!Array.isArray(tags) || !tags.every(isTag)) {
    return refuse(
      'validation_error',
      'Tags should only contain ASCII letters, numbers, underscores, or dashes.',
    );
  }
  const domain = addressOf(from).split('@')[1] ?? '';
  if (domains !== undefined && !domains.includes(domain)) {
    const advice = 'Please, add and verify your domain on https://resend.com/domains';
    return refuse('validation_error', `The ${domain} domain is not verified. ${advice}`, 403);
  }
  const { to, cc, bcc, reply_to: replyTo } = recipients;
  const html = typeof body.html === 'string' ? body.html : null;
  const text = typeof body.text === 'string' ? body.text : null;
  return { email: { from, to, cc, bcc, replyTo, subject: String(body.subject), html, text, tags } };
};
