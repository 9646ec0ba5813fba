import { setTimeout as wait } from 'node:timers/promises';
import type { LocalClock } from '../clock.ts';
import type { LocalLog } from '../types.ts';
import type { FaultBox, WebhookFault } from './faults.ts';
import { reportTraffic } from './traffic.ts';

export type WebhookAttempt = {
  readonly at: number;
  readonly url: string;
  readonly forged: boolean;
  /** What the receiver answered, or why it could not. */
  readonly status?: number;
  readonly error?: string;
};

export type WebhookDelivery = {
  readonly id: string;
  readonly type: string;
  /** `undelivered`: nobody listens for it, or a fault dropped it. */
  state: 'pending' | 'delivered' | 'failed' | 'forged' | 'undelivered';
  readonly attempts: WebhookAttempt[];
  /** The last body sent, parsed. */
  body?: unknown;
};

/** An event on its way. `urls`: tried in order, each with all attempts, as Telnyx does with a failover URL. */
export type WebhookMessage = {
  readonly id: string;
  readonly type: string;
  readonly urls: readonly string[];
  readonly body: (attempt: number, url: string) => string;
};

export type WebhookScheme = {
  readonly clock: LocalClock;
  readonly faults: FaultBox;
  /** Headers that prove the sender; `at` is milliseconds since 1970. */
  readonly sign: (rawBody: string, id: string, at: number) => Record<string, string>;
  /** Waits between the attempts on one URL: n waits, n + 1 attempts. Much shorter than the vendor's. */
  readonly retryMs: readonly number[];
  readonly timeoutMs: number;
  readonly source: string;
  readonly log: LocalLog | undefined;
};

export type DeliveryLog = {
  list(): readonly WebhookDelivery[];
  /** Resolves when nothing is under way or waiting for another attempt. */
  idle(): Promise<void>;
  /** Delivers an event once more under its own id, as a vendor's dashboard can. Throws for an unknown id. */
  redeliver(id: string): void;
};

export type WebhookSender = DeliveryLog & { send(message: WebhookMessage): void; stop(): Promise<void> };

/** Older than any receiver should accept. */
const STALE_MS = 10 * 60_000;

type Spoilt = 'forge' | 'stale' | undefined;

const isLoopback = (url: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(URL.canParse(url) ? new URL(url).hostname : '');

export const createWebhookSender = (scheme: WebhookScheme): WebhookSender => {
  const deliveries: WebhookDelivery[] = [];
  const messages = new Map<string, WebhookMessage>();
  const pending = new Set<Promise<void>>();
  const stopping = new AbortController();
  let held: (() => void)[] = [];
  let lineEnd: Promise<void> = Promise.resolve();

  const pause = (ms: number): Promise<void> => wait(ms, undefined, { signal: stopping.signal });

  const attempt = async (
    message: WebhookMessage,
    delivery: WebhookDelivery,
    url: string,
    spoilt: Spoilt,
  ): Promise<boolean> => {
    const at = scheme.clock.now();
    const rawBody = message.body(delivery.attempts.length + 1, url);
    const record = (outcome: { status: number } | { error: string }): void => {
      delivery.attempts.push({ at, url, forged: spoilt !== undefined, ...outcome });
      const text = `${message.type} to ${url}: ${'status' in outcome ? outcome.status : outcome.error}`;
      scheme.log?.({ at, source: scheme.source, level: 'debug', text });
    };
    delivery.body = JSON.parse(rawBody);
    if (!isLoopback(url)) {
      record({ error: 'not sent: a simulator only calls this machine' });
      return false;
    }
    const signed = spoilt === 'forge' ? `${rawBody} ` : rawBody;
    const proof = scheme.sign(signed, message.id, spoilt === 'stale' ? at - STALE_MS : at);
    const headers = { 'content-type': 'application/json', ...proof };
    reportTraffic({ kind: 'webhook', vendor: scheme.source, type: message.type, headers, rawBody });
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: rawBody,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(scheme.timeoutMs)]),
      });
      await response.body?.cancel();
      record({ status: response.status });
      return response.ok;
    } catch (error) {
      record({ error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
      return false;
    }
  };

  const deliver = async (
    message: WebhookMessage,
    delivery: WebhookDelivery,
    spoilt: Spoilt,
    onFirstTried: () => void,
  ): Promise<void> => {
    for (const url of message.urls) {
      for (const waitMs of [0, ...scheme.retryMs]) {
        if (waitMs > 0) await pause(waitMs);
        const isAccepted = await attempt(message, delivery, url, spoilt);
        onFirstTried();
        if (spoilt) delivery.state = 'forged';
        else if (isAccepted) delivery.state = 'delivered';
        if (delivery.state !== 'pending') return;
      }
    }
    delivery.state = 'failed';
  };

  const track = (work: Promise<void>): void => {
    const tracked: Promise<void> = work
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      })
      .finally(() => pending.delete(tracked));
    pending.add(tracked);
  };

  /** First attempts go out one after another; retries and delayed ones do not hold up the line. */
  const enqueue = (
    message: WebhookMessage,
    delivery: WebhookDelivery,
    fault: WebhookFault | undefined,
  ): void => {
    const turn = lineEnd;
    const firstTried = Promise.withResolvers<void>();
    lineEnd = firstTried.promise;
    const run = async (): Promise<void> => {
      await turn;
      if (fault?.effect === 'delay') {
        firstTried.resolve();
        await pause(fault.ms ?? 500);
      }
      const spoilt = fault?.effect === 'forge' || fault?.effect === 'stale' ? fault.effect : undefined;
      await deliver(message, delivery, spoilt, firstTried.resolve);
    };
    track(run().finally(firstTried.resolve));
  };

  const hold = (ms: number, release: () => void): void => {
    const released = Promise.withResolvers<void>();
    const letGo = (): void => {
      held = held.filter((entry) => entry !== letGo);
      release();
      released.resolve();
    };
    held.push(letGo);
    track(
      Promise.race([released.promise, pause(ms).then(() => (held.includes(letGo) ? letGo() : undefined))]),
    );
  };

  return {
    send(message) {
      const delivery: WebhookDelivery = {
        id: message.id,
        type: message.type,
        state: 'pending',
        attempts: [],
      };
      deliveries.push(delivery);
      messages.set(message.id, message);
      const fault = scheme.faults.takeWebhook(message.type);
      if (message.urls.length === 0 || fault?.effect === 'drop') {
        delivery.state = 'undelivered';
        return;
      }
      if (fault?.effect === 'reorder') {
        hold(fault.ms ?? 500, () => enqueue(message, delivery, undefined));
        return;
      }
      enqueue(message, delivery, fault);
      const copies = fault?.effect === 'repeat' ? (fault.copies ?? 2) - 1 : 0;
      for (let copy = 0; copy < copies; copy += 1) {
        const again: WebhookDelivery = { ...delivery, attempts: [] };
        deliveries.push(again);
        enqueue(message, again, undefined);
      }
      for (const release of held) release();
    },
    redeliver(id) {
      const message = messages.get(id);
      if (message === undefined) throw new Error(`no webhook with id ${id} has been made`);
      const again: WebhookDelivery = { id, type: message.type, state: 'pending', attempts: [] };
      deliveries.push(again);
      enqueue(message, again, undefined);
    },
    list: () => deliveries,
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(pending);
    },
  };
};
