import { randomBytes, randomUUID } from 'node:crypto';
import { createFaults } from '../faults.ts';
import { createIdempotencyKeys } from '../idempotency-keys.ts';
import {
  type Reply,
  type SimulatedRequest,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../simulator.ts';
import { vendorId } from '../vendor-id.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { addressOf, type EmailTag, readEmail, resendError } from './email-checks.ts';
import {
  courseOf,
  type EmailOutcome,
  emailEvent,
  emailOutcomes,
  type StoredEmail,
  signSvix,
} from './email-events.ts';

export type ResendOptions = SimulatorOptions & {
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

export type ResendSimulator = Simulator & {
  readonly keys: { readonly apiKey: string; readonly webhookSecret: string };
  /** Oldest first. */
  emails(): Email[];
  /** Every later e-mail to this address ends so; undefined: delivered again and off the suppression list. */
  setOutcome(address: string, outcome: EmailOutcome | undefined): void;
  /** undefined: no limit. */
  setRateLimit(requestsPerSecond: number | undefined): void;
};

const tooMany = (limit: number): Reply => ({
  ...resendError(
    429,
    'rate_limit_exceeded',
    `Too many requests. You can only make ${limit} requests per second. See rate limit response headers for more information.`,
  ),
  headers: {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': '0',
    'ratelimit-reset': '1',
    'retry-after': '1',
  },
});

const failureNames: Readonly<Record<number, string>> = {
  429: 'rate_limit_exceeded',
  500: 'internal_server_error',
};

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
export const startResend = async (options: ResendOptions): Promise<ResendSimulator> => {
  const { clock, webhookUrl, log, domains } = options;
  const keys = {
    apiKey: options.apiKey ?? vendorId('re_', 24),
    webhookSecret: options.webhookSecret ?? `whsec_${randomBytes(24).toString('base64')}`,
  };
  const emails = new Map<string, StoredEmail>();
  const outcomes = new Map<string, EmailOutcome>();
  const suppressed = new Set<string>();
  const idempotency = createIdempotencyKeys(clock);
  const faults = createFaults();
  let limit = options.requestsPerSecond;
  let recent: number[] = [];
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: (rawBody, id, at) => signSvix(keys.webhookSecret, rawBody, id, at),
    retryMs: options.webhookRetryMs ?? [200, 1000, 3000],
    timeoutMs: 15_000,
    source: 'resend',
    log,
  });

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
      webhooks.send(emailEvent(type, email, clock.now(), webhookUrl()));
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
      id: randomUUID(),
      createdAt: clock.now(),
      lastEvent: 'queued',
    };
    emails.set(email.id, email);
    carry(email);
    return { status: 200, body: { id: email.id } };
  };

  const sendOnce = (request: SimulatedRequest): Promise<Reply> => {
    const key = request.headers['idempotency-key'];
    let done: Reply | undefined;
    const effect = (): Promise<Reply> =>
      request.execute(() => {
        done = sendEmail(request.body);
        return done;
      });
    if (key === undefined) return effect();
    if (key.length < 1 || key.length > 256) {
      const refusal = resendError(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
      return Promise.resolve(refusal);
    }
    const clash = 'Same idempotency key used with a different request payload.';
    const busy = 'Same idempotency key used while original request is still in progress.';
    return idempotency.once({
      key,
      fingerprint: JSON.stringify(request.body),
      effect,
      // What was sent stays sent when the answer was lost on its way.
      keep: () => (done?.status === 200 ? done : undefined),
      onClash: () => resendError(409, 'invalid_idempotent_request', clash),
      onBusy: () => resendError(409, 'concurrent_idempotent_requests', busy),
      onReplay: (reply) => reply,
    });
  };

  const isOverLimit = (): boolean => {
    recent = recent.filter((at) => clock.now() - at < 1000);
    if (limit !== undefined && recent.length >= limit) return true;
    recent.push(clock.now());
    return false;
  };

  const handle = async (request: SimulatedRequest): Promise<Reply> => {
    const { method, path, headers } = request;
    if (!headers['user-agent']) return { status: 403, body: 'error code: 1010' };
    if (headers.authorization === undefined) return resendError(401, 'missing_api_key', 'Missing API Key');
    if (headers.authorization !== `Bearer ${keys.apiKey}`) {
      return resendError(403, 'invalid_api_key', 'API key is invalid');
    }
    if (limit !== undefined && isOverLimit()) return tooMany(limit);
    if (method === 'POST' && path === '/emails') return sendOnce(request);
    const id = /^\/emails\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) return resendError(404, 'not_found', 'The requested endpoint does not exist.');
    if (method !== 'GET')
      return resendError(405, 'method_not_allowed', 'Method is not allowed for the requested path.');
    const email = emails.get(id);
    if (email === undefined) return resendError(404, 'not_found', 'Email not found');
    return request.execute(() => ({ status: 200, body: shown(email) }));
  };

  const setOutcome: ResendSimulator['setOutcome'] = (address, outcome) => {
    if (outcome === undefined) {
      outcomes.delete(addressOf(address));
      suppressed.delete(addressOf(address));
    } else if (emailOutcomes.includes(outcome)) outcomes.set(addressOf(address), outcome);
    else throw new Error(`no such outcome: ${String(outcome)}; known: ${emailOutcomes.join(', ')}`);
  };

  const setRateLimit = (requestsPerSecond: number | undefined): void => {
    limit = requestsPerSecond;
  };

  const control = (command: unknown): unknown => {
    const { address, outcome, rate_limit: rateLimit } = (command ?? {}) as Record<string, unknown>;
    if (typeof rateLimit === 'number' || rateLimit === null) return setRateLimit(rateLimit ?? undefined);
    if (typeof address !== 'string')
      throw new Error('say {address, outcome?} or {rate_limit: number or null}');
    return setOutcome(address, outcome as EmailOutcome | undefined);
  };

  const listEmails = (): Email[] =>
    [...emails.values()].map(({ id, createdAt, from, to, subject, text, html, tags, lastEvent }) => {
      const at = new Date(createdAt).toISOString();
      return { id, at, from, to, subject, text, html, tags, lastEvent };
    });

  const simulator = await startSimulator({
    name: 'resend',
    clock,
    log,
    faults,
    webhooks,
    control,
    handle,
    state: () => ({ emails: listEmails(), suppressed: [...suppressed] }),
    decline: (code) =>
      resendError(422, code ?? 'validation_error', 'The simulator was told to decline this.'),
    failure: (status, message) => resendError(status, failureNames[status] ?? 'application_error', message),
  });
  return { ...simulator, keys, emails: listEmails, setOutcome, setRateLimit };
};
