import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createFaults } from '../faults.ts';
import {
  type Reply,
  type SimulatedRequest,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../simulator.ts';
import { vendorId } from '../vendor-id.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { type AccountEvents, createAccountEvents } from './account-events.ts';
import { obeyTelnyx } from './control.ts';
import { searchDetailRecords } from './detail-records.ts';
import { newMessage, type OutboundStatus, telnyxInstant, type WireMessage } from './message.ts';
import { createOptOuts, type Keyword, keywordOf } from './opt-outs.ts';
import { type OurNumber, readSendRequest } from './send-message.ts';
import { refuse, telnyxError } from './telnyx-error.ts';

/** How texts to one phone end. `sent`: no receipt ever comes. A `code` is the Telnyx error of a failure. */
export type TextOutcome = { readonly status: Exclude<OutboundStatus, 'queued'>; readonly code?: string };

export type TelnyxOptions = SimulatorOptions & {
  readonly apiKey?: string;
  /** Where events of calls, of orders of numbers and of 10DLC go; asked anew for each. */
  readonly webhookUrls?: Parameters<typeof createAccountEvents>[0]['urls'];
  /** Our numbers, each with a messaging profile of its own unless one is named. */
  readonly numbers?: readonly {
    phoneNumber: string;
    messagingProfileId?: string;
    tags?: readonly string[];
  }[];
};

/** A text as the phones show it. */
export type Text = {
  readonly id: string;
  readonly at: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly status: string;
  readonly parts: number;
};

/** A keyword that Telnyx answered by itself, with a text that no customer of its API sees. */
export type Autoresponse = { readonly from: string; readonly to: string; readonly keyword: Keyword };

export type TelnyxSimulator = Simulator &
  AccountEvents & {
    /** `publicKey`: base64 of 32 bytes, as in Mission Control. */
    readonly keys: { readonly apiKey: string; readonly publicKey: string };
    /** Oldest first; both directions. */
    texts(): Text[];
    /** A person texts one of our numbers. Answers the message id; throws for a number that is not ours. */
    receiveText(text: { from: string; to: string; text: string }): string;
    /** Every later text to this phone ends so; undefined: delivered again. */
    setOutcome(phone: string, outcome: TextOutcome | undefined): void;
    /** Answers the messaging profile's id. */
    addNumber(phoneNumber: string, messagingProfileId?: string, tags?: readonly string[]): string;
    optOuts(): { profileId: string; phone: string }[];
    autoresponses(): readonly Autoresponse[];
  };

/** The headers of a delivery as Telnyx signs it. */
export const signTelnyx = (privateKey: KeyObject, rawBody: string, atMs: number): Record<string, string> => {
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = sign(null, Buffer.from(`${timestamp}|${rawBody}`), privateKey).toString('base64');
  return {
    'telnyx-timestamp': timestamp,
    'telnyx-signature-ed25519': signature,
    'user-agent': 'telnyx-webhooks',
  };
};

const toText = (message: WireMessage): Text => ({
  id: message.id,
  at: message.received_at,
  direction: message.direction,
  from: message.from.phone_number,
  to: message.to[0]?.phone_number ?? '',
  text: message.text,
  status: message.direction === 'inbound' ? 'received' : (message.to[0]?.status ?? ''),
  parts: message.parts,
});

/** A Telnyx account with its numbers: texts out, texts in, receipts, opt-outs at the profile. */
export const startTelnyx = async (options: TelnyxOptions): Promise<TelnyxSimulator> => {
  const { clock, webhookUrl, log } = options;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const keys = {
    apiKey: options.apiKey ?? vendorId('KEY', 32),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
  };
  const numbers = new Map<string, OurNumber>();
  const messages = new Map<string, WireMessage>();
  const outcomes = new Map<string, TextOutcome>();
  const optOuts = createOptOuts();
  const faults = createFaults();
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: (rawBody, _id, at) => signTelnyx(privateKey, rawBody, at),
    retryMs: options.webhookRetryMs ?? [300, 1000],
    timeoutMs: 2_000,
    source: 'telnyx',
    log,
  });

  const account = createAccountEvents({ clock, urls: options.webhookUrls ?? {}, send: webhooks.send });
  const autoresponses: Autoresponse[] = [];

  const emit = (eventType: string, message: WireMessage): void => {
    const id = randomUUID();
    const occurredAt = telnyxInstant(clock.now());
    const payload = structuredClone(message);
    const urls = [message.webhook_url, message.webhook_failover_url].filter((url) => url !== null);
    const body = (attempt: number, url: string): string => {
      const data = { record_type: 'event', event_type: eventType, id, occurred_at: occurredAt, payload };
      return JSON.stringify({ data, meta: { attempt, delivered_to: url } });
    };
    webhooks.send({ id, type: eventType, urls, body });
  };

  const addNumber = (
    phoneNumber: string,
    messagingProfileId: string = randomUUID(),
    tags: readonly string[] = [],
  ) => {
    numbers.set(phoneNumber, { phoneNumber, messagingProfileId, tags });
    return messagingProfileId;
  };
  for (const number of options.numbers ?? [])
    addNumber(number.phoneNumber, number.messagingProfileId, number.tags);

  /** From the queue to the carrier and to its end; a text that never left the gateway is not `sent`. */
  const carry = (message: WireMessage, recipient: WireMessage['to'][number]): void => {
    const outcome = outcomes.get(recipient.phone_number) ?? { status: 'delivered' };
    if (outcome.status !== 'sending_failed') {
      recipient.status = 'sent';
      message.sent_at = telnyxInstant(clock.now());
      emit('message.sent', message);
    }
    if (outcome.status === 'sent') return;
    recipient.status = outcome.status;
    message.completed_at = telnyxInstant(clock.now());
    const isFailure = outcome.status === 'delivery_failed' || outcome.status === 'sending_failed';
    const code = outcome.code ?? (isFailure ? '40008' : undefined);
    if (code !== undefined) message.errors.push(telnyxError(code));
    emit('message.finalized', message);
  };

  const sendMessage = (request: SimulatedRequest): Reply => {
    const read = readSendRequest(request.body, (phone) => numbers.get(phone), webhookUrl(), clock.now());
    if ('refusal' in read) return read.refusal;
    const { from, to, profileId } = read.facts;
    if (optOuts.isBlocked(profileId, to)) {
      const detail = `Messages cannot be sent from '${from}' to '${to}' due to an existing block rule.`;
      return refuse(409, '40300', { detail });
    }
    const message = newMessage(read.facts);
    const accepted = { ...structuredClone(message), wait_seconds: 0, smart_encoding_applied: false };
    messages.set(message.id, message);
    for (const recipient of message.to) carry(message, recipient);
    return { status: 200, body: { data: accepted } };
  };

  const showMessage = (id: string): Reply => {
    const message = messages.get(id);
    return message === undefined
      ? refuse(404, '10005')
      : { status: 200, body: { data: structuredClone(message) } };
  };

  const route = (request: SimulatedRequest): Reply => {
    const { method, path, query } = request;
    if (method === 'POST' && path === '/v2/messages') return sendMessage(request);
    const messageId = method === 'GET' ? /^\/v2\/messages\/([^/]+)$/.exec(path)?.[1] : undefined;
    if (messageId !== undefined) return showMessage(messageId);
    if (method !== 'GET' || path !== '/v2/detail_records') return refuse(404, '10005');
    const tagsOf = (phone: string): readonly string[] => numbers.get(phone)?.tags ?? [];
    return searchDetailRecords([...messages.values()], query, clock.now(), tagsOf);
  };

  const receiveText: TelnyxSimulator['receiveText'] = ({ from, to, text }) => {
    const number = numbers.get(to);
    if (number === undefined) throw new Error(`${to} is not one of our numbers`);
    const keyword = keywordOf(text);
    const profileId = number.messagingProfileId;
    if (keyword !== undefined) {
      optOuts.obey(keyword, profileId, from);
      autoresponses.push({ from: to, to: from, keyword });
    }
    const webhook = { webhookUrl: webhookUrl() ?? null, failoverUrl: null };
    const parties = {
      direction: 'inbound' as const,
      from,
      to,
      text,
      tags: [],
      profileId,
      isUcs2Forced: false,
    };
    const autoresponse = keyword === undefined ? {} : { autoresponseType: keyword };
    const message = newMessage({ ...parties, ...webhook, ...autoresponse, at: clock.now() });
    messages.set(message.id, message);
    emit('message.received', message);
    return message.id;
  };

  const setOutcome: TelnyxSimulator['setOutcome'] = (phone, outcome) => {
    if (outcome === undefined) outcomes.delete(phone);
    else outcomes.set(phone, outcome);
  };

  const texts = (): Text[] => [...messages.values()].map(toText);
  const simulator = await startSimulator({
    name: 'telnyx',
    clock,
    log,
    faults,
    webhooks,
    control: obeyTelnyx({ receiveText, setOutcome, addNumber, ...account }),
    state: () => ({ texts: texts(), numbers: [...numbers.values()], optOuts: optOuts.list(), autoresponses }),
    decline: (code) => refuse(400, code ?? '40001'),
    failure: (status, detail) => refuse(status, status === 429 ? '10011' : '10007', { detail }),
    handle: async (request) =>
      request.headers.authorization === `Bearer ${keys.apiKey}`
        ? request.execute(() => route(request))
        : refuse(401, '10009'),
  });
  return {
    ...simulator,
    ...account,
    keys,
    texts,
    receiveText,
    setOutcome,
    addNumber,
    optOuts: optOuts.list,
    autoresponses: () => autoresponses,
  };
};
