import { cryptoChance, newBytes, newUuid } from '../chance.ts';
import { createIdempotencyKeys } from '../idempotency-keys.ts';
import type { Reply } from '../simulator.ts';
import { idsFrom } from '../vendor-id.ts';
import {
  type Begun,
  handleBy,
  keyless,
  type ModelOptions,
  type ModelRequest,
  type VendorModel,
} from '../vendor-model.ts';
import { addressOf, type EmailTag, readEmail, resendError } from './email-checks.ts';
import {
  courseOf,
  type EmailOutcome,
  emailEvent,
  emailOutcomes,
  type StoredEmail,
  signSvix,
} from './email-events.ts';
import { createRateLimit } from './rate-limit.ts';
import { createWebhooks, type WireWebhook } from './webhooks.ts';

export type ResendAccount = {
  readonly apiKey?: string;
  /** `whsec_` and base64. */
  readonly webhookSecret?: string;
  /** Verified sender domains; without it any domain may send. */
  readonly domains?: readonly string[];
  /** Requests a second before 429; without it no limit. The real one is 5. */
  readonly requestsPerSecond?: number;
};

/** An e-mail as its reader sees it. */
export type Email = {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly tags: readonly EmailTag[];
  readonly lastEvent: string;
};

/** What readers and their mail servers see and do. */
export type Mailboxes = {
  readonly keys: { readonly apiKey: string; readonly webhookSecret: string };
  /** Oldest first. */
  emails(): Email[];
  /** Every later e-mail to this address ends so; undefined: delivered again and off the suppression list. */
  setOutcome(address: string, outcome: EmailOutcome | undefined): void;
  /** undefined: no limit. */
  setRateLimit(requestsPerSecond: number | undefined): void;
  /** What the account tells of its e-mails, and to whom; what is delivered here goes where the simulator was told. */
  endpoints(): readonly WireWebhook[];
};

export type ResendModel = VendorModel & Mailboxes & { suppressed(): string[] };

const failureNames: Readonly<Record<number, string>> = {
  429: 'rate_limit_exceeded',
  500: 'internal_server_error',
};

const failure = (status: number, message: string): Reply =>
  resendError(status, failureNames[status] ?? 'application_error', message);

const clash = (): Reply =>
  resendError(
    409,
    'invalid_idempotent_request',
    'Same idempotency key used with a different request payload.',
  );

const busy = (): Reply =>
  resendError(
    409,
    'concurrent_idempotent_requests',
    'Same idempotency key used while original request is still in progress.',
  );

const shown = (email: StoredEmail): object => ({
  object: 'email',
  id: email.id,
  message_id: `<${email.id}@email.local>`,
  to: email.to,
  from: email.from,
  created_at: new Date(email.createdAt).toISOString().replace('T', ' ').replace('Z', '000+00'),
  subject: email.subject,
  html: email.html,
  text: email.text,
  bcc: email.bcc,
  cc: email.cc,
  reply_to: email.replyTo,
  last_event: email.lastEvent,
});

/** A Resend account: e-mails out, their events, a suppression list. */
export const createResendModel = (options: ModelOptions & ResendAccount): ResendModel => {
  const { clock, chance = cryptoChance, domains } = options;
  const newId = idsFrom(chance);
  const keys = {
    apiKey: options.apiKey ?? newId('re_'),
    webhookSecret: options.webhookSecret ?? `whsec_${newBytes(chance, 24).toString('base64')}`,
  };
  const emails = new Map<string, StoredEmail>();
  const outcomes = new Map<string, EmailOutcome>();
  const suppressed = new Set<string>();
  const idempotency = createIdempotencyKeys(clock);
  const rate = createRateLimit(clock, options.requestsPerSecond);
  const webhooks = createWebhooks({ clock, chance });

  const outcomeFor = (email: StoredEmail): EmailOutcome => {
    const addresses = email.to.map(addressOf);
    if (addresses.some((address) => suppressed.has(address))) return 'suppressed';
    return (
      addresses.map((address) => outcomes.get(address)).find((outcome) => outcome !== undefined) ??
      'delivered'
    );
  };

  /** A hard bounce or a complaint puts the address on the account's suppression list. */
  const carry = (email: StoredEmail): void => {
    const outcome = outcomeFor(email);
    for (const type of courseOf(outcome)) {
      email.lastEvent = type.replace('email.', '');
      options.send(emailEvent(type, email, clock.now(), options.webhookUrl?.(), newId));
    }
    if (outcome !== 'bounced' && outcome !== 'complained') return;
    for (const address of email.to.map(addressOf)) {
      if (outcomes.get(address) === outcome) suppressed.add(address);
    }
  };

  const sendEmail = (body: unknown): Reply => {
    const read = readEmail(body, domains);
    if ('refusal' in read) return read.refusal;
    const email: StoredEmail = {
      ...read.email,
      id: newUuid(chance),
      createdAt: clock.now(),
      lastEvent: 'queued',
    };
    emails.set(email.id, email);
    carry(email);
    return { status: 200, body: { id: email.id } };
  };

  const sendOnce = (request: ModelRequest): Reply | Begun => {
    const key = request.headers['idempotency-key'];
    if (key === undefined) return keyless(() => sendEmail(request.body));
    if (key.length < 1 || key.length > 256) {
      return resendError(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
    }
    const use = idempotency.use(key, JSON.stringify(request.body));
    if (use.is === 'clash') return clash();
    if (use.is === 'busy') return busy();
    if (use.is === 'done') return use.reply;
    const { keep } = use;
    let done: Reply | undefined;
    return {
      run() {
        done = sendEmail(request.body);
        return done;
      },
      finish(reply) {
        // What was sent stays sent when the answer was lost on its way.
        keep(done?.status === 200 ? done : undefined);
        return reply;
      },
      abandon: () => keep(undefined),
      busy,
    };
  };

  const begin = (request: ModelRequest): Reply | Begun => {
    const { method, path, headers } = request;
    if (!headers['user-agent']) return { status: 403, body: 'error code: 1010' };
    if (headers.authorization === undefined) return resendError(401, 'missing_api_key', 'Missing API Key');
    if (headers.authorization !== `Bearer ${keys.apiKey}`) {
      return resendError(403, 'invalid_api_key', 'API key is invalid');
    }
    const refusal = rate.take();
    if (refusal !== undefined) return refusal;
    if (method === 'POST' && path === '/emails') return sendOnce(request);
    if (/^\/webhooks(\/|$)/.test(path))
      return keyless(
        () =>
          webhooks.answer(request) ??
          resendError(405, 'method_not_allowed', 'Method is not allowed for the requested path.'),
      );
    const id = /^\/emails\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) return resendError(404, 'not_found', 'The requested endpoint does not exist.');
    if (method !== 'GET')
      return resendError(405, 'method_not_allowed', 'Method is not allowed for the requested path.');
    const email = emails.get(id);
    if (email === undefined) return resendError(404, 'not_found', 'Email not found');
    return keyless(() => ({ status: 200, body: shown(email) }));
  };

  return {
    begin,
    handle: handleBy({ begin, failure }),
    sign: (rawBody, id, atMs) => signSvix(keys.webhookSecret, rawBody, id, atMs),
    failure,
    decline: (code) =>
      resendError(422, code ?? 'validation_error', 'The simulator was told to decline this.'),
    keys,
    emails: () =>
      [...emails.values()].map(({ id, createdAt, from, to, subject, text, html, tags, lastEvent }) => {
        const at = new Date(createdAt).toISOString();
        return { id, at, from, to, subject, text, html, tags, lastEvent };
      }),
    suppressed: () => [...suppressed],
    setOutcome(address, outcome) {
      if (outcome === undefined) {
        outcomes.delete(addressOf(address));
        suppressed.delete(addressOf(address));
      } else if (emailOutcomes.includes(outcome)) outcomes.set(addressOf(address), outcome);
      else throw new Error(`no such outcome: ${String(outcome)}; known: ${emailOutcomes.join(', ')}`);
    },
    setRateLimit: rate.set,
    endpoints: webhooks.list,
  };
};
