import { Resend } from 'resend';
import type { Email, EmailHandover } from '../../domain/email/email.ts';
import { type Attempted, attempting } from '../../runtime/vendor-attempts.ts';
import { deadline } from '../../runtime/waiting.ts';
import type { Secrets } from '../secrets/stage-secret.ts';

const TIMEOUT_MS = 8_000;

export type ResendAccess = {
  /** `https://api.resend.com`, or where a simulator listens. */
  readonly apiUrl: string;
  readonly secrets: Secrets;
  /** `Name <address>` at a verified domain. */
  readonly from: string;
  readonly replyTo: string;
  readonly timeoutMs?: number;
};

type ResendFailure = { readonly name: string; readonly statusCode: number | null };

const OUR_KEY = new Set(['missing_api_key', 'invalid_api_key', 'restricted_api_key']);
/** The key is in use this moment, or was used with another e-mail: something was, or is being, sent under it. */
const KEY_IN_USE = new Set(['concurrent_idempotent_requests', 'invalid_idempotent_request']);

/**
 * What a failed request to send means, in the one place that says so. The SDK tells every failure of the network alike,
 * so all of them are unknown; under its key the e-mail may be sent again. A key or a domain that Resend does not accept
 * is our mistake and not the alert's: it waits until that is put right.
 */
export const failedEmail = ({
  name,
  statusCode,
}: ResendFailure): Exclude<EmailHandover, { kind: 'accepted' }> => {
  if (OUR_KEY.has(name) || [401, 403, 429, 503].includes(statusCode ?? 0)) {
    return { kind: 'unavailable', because: name };
  }
  const isAnswer = statusCode !== null && statusCode >= 400 && statusCode < 500;
  if (!isAnswer || statusCode === 408 || KEY_IN_USE.has(name)) return { kind: 'unknown', because: name };
  return { kind: 'refused', code: name };
};

const UNREADABLE: ResendFailure = { name: 'unreadable', statusCode: null };

/** What the log says of a request to Resend, whose SDK answers its failures. */
const answered = ({
  data,
  error,
}: {
  readonly data: { readonly id: string } | null;
  readonly error: ResendFailure | null;
}): Attempted => {
  if (data?.id) return { outcome: 'accepted', objectId: data.id };
  const failure = error ?? UNREADABLE;
  return {
    outcome: failedEmail(failure).kind,
    code: failure.name,
    status: failure.statusCode ?? undefined,
  };
};
const failed = (error: unknown): Attempted => ({
  outcome: 'unknown',
  code: error instanceof Error ? error.name : typeof error,
});

/** Hands e-mails to Resend. Tags are what its events bring back: it takes letters, digits, `_` and `-` in them. */
export const resendDelivery = ({
  apiUrl,
  secrets,
  from,
  replyTo,
  timeoutMs = TIMEOUT_MS,
}: ResendAccess): ((
  email: Email,
  tags: Readonly<Record<string, string>>,
  idempotencyKey: string,
) => Promise<EmailHandover>) => {
  let current: { readonly key: string; readonly resend: Resend } | undefined;
  const clientOf = (key: string): Resend => {
    if (current?.key !== key) current = { key, resend: new Resend(key, { baseUrl: apiUrl }) };
    return current.resend;
  };

  return async ({ to, subject, html, text }, tags, idempotencyKey) => {
    const named = Object.entries(tags).map(([name, value]) => ({ name, value }));
    const sendUnder = (key: string) =>
      clientOf(key).emails.send(
        { from, replyTo, to: [to], subject, html, text, tags: named },
        { idempotencyKey, signal: deadline(timeoutMs) },
      );
    const attempt = (key: string) =>
      attempting('resend', 'send e-mail', () => sendUnder(key), { answered, failed });

    const known = (await secrets.read()).resend.apiKey;
    let answer = await attempt(known);
    if (answer.error && OUR_KEY.has(answer.error.name)) {
      const fresh = (await secrets.refresh()).resend.apiKey;
      if (fresh !== known) answer = await attempt(fresh);
    }
    if (answer.data?.id) return { kind: 'accepted', emailId: answer.data.id };
    return failedEmail(answer.error ?? UNREADABLE);
  };
};
