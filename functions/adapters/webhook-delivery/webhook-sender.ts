import type { Attempt, Unreachable, WebhookSender } from '../../domain/partner-webhook/ports.ts';
import type { Clock } from '../../runtime/clock.ts';
import { log } from '../../runtime/log.ts';
import { deadline } from '../../runtime/waiting.ts';
import { type AddressRules, placeOf } from './endpoint-addresses.ts';
import type { Connector } from './post.ts';
import { signatureHeaders } from './signature.ts';

const TIMEOUT_MS = 10_000;

export type SenderDeps = AddressRules & {
  readonly connect: Connector;
  readonly clock: Clock;
  readonly timeoutMs?: number;
};

const CERTIFICATE =
  /^(?:ERR_TLS_|CERT_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH$)/;

const problemOf = (error: unknown): Unreachable => {
  const { name, code = '' } = error as { readonly name?: string; readonly code?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  return CERTIFICATE.test(String(code)) ? 'certificate_invalid' : 'connection_failed';
};

/** Rejects when the time is over, whatever is waited for: a resolver knows no signal. */
const within = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
  ]);

/**
 * Posts events to partners' endpoints. The name is looked up for each attempt, its addresses are checked, and the
 * connection goes to the one that was checked. Logs a line an attempt, without address or body.
 */
export const webhookSender = ({
  connect,
  clock,
  timeoutMs = TIMEOUT_MS,
  ...rules
}: SenderDeps): WebhookSender => {
  const attempt = async ({ url, ...told }: Parameters<WebhookSender['send']>[0]): Promise<Attempt> => {
    const signal = deadline(timeoutMs);
    try {
      const place = await within(signal, placeOf(url, rules));
      if (typeof place === 'string') return { kind: 'unreachable', because: place };
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'CloudGreet-Webhooks/1',
        ...signatureHeaders(told, clock.now()),
      };
      const status = await within(signal, connect({ place, headers, body: told.body, signal }));
      return { kind: 'answered', status };
    } catch (error) {
      return { kind: 'unreachable', because: problemOf(error) };
    }
  };

  return {
    async send(told) {
      const begunMs = clock.now();
      const outcome = await attempt(told);
      log.info('webhook.attempted', { eventId: told.id, ...outcome, milliseconds: clock.now() - begunMs });
      return outcome;
    },
  };
};
