import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cryptoChance, newUuid } from '../chance.ts';
import { LOCAL_PLATFORM } from '../local-platform.ts';
import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import { idsFrom } from '../vendor-id.ts';
import {
  type Begun,
  handleBy,
  keyless,
  type ModelOptions,
  type ModelRequest,
  type VendorModel,
} from '../vendor-model.ts';
import { createAccountEvents } from './account-events.ts';
import { answerByRoute } from './api-call.ts';
import { searchDetailRecords } from './detail-records.ts';
import { newMessage, telnyxInstant, type WireMessage } from './message.ts';
import { createOptOuts, keywordOf } from './opt-outs.ts';
import { type Autoresponse, type Phones, type TextOutcome, toText } from './phones.ts';
import { createPlatformObjects, type PlatformObjects } from './platform-objects.ts';
import { createProvisioning, type Provisioned } from './provisioning.ts';
import { type OurNumber, readSendRequest } from './send-message.ts';
import { shownKey, signTelnyx } from './signature.ts';
import { refuse, telnyxError } from './telnyx-error.ts';
import type { Wake } from './to-settle.ts';
import type { Pace } from './verdicts.ts';

export type TelnyxAccount = {
  readonly apiKey?: string;
  /** Ed25519; a new pair without it. */
  readonly keyPair?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  /** Where events of calls, of orders of numbers and of 10DLC go; asked anew for each. */
  readonly webhookUrls?: Parameters<typeof createAccountEvents>[0]['urls'];
  /** Our numbers, each with a messaging profile of its own unless one is named. */
  readonly numbers?: readonly {
    phoneNumber: string;
    messagingProfileId?: string;
    tags?: readonly string[];
  }[];
  /** How long orders and registrations take, in milliseconds. */
  readonly pace?: Partial<Pace>;
  /** `true`: an account as it is when it is opened, without what the platform has there. */
  readonly isNew?: boolean;
};

export type TelnyxOptions = ModelOptions &
  TelnyxAccount & {
    /** `at once`: a text has reached its end when its acceptance is answered. `when told`: only `advance` moves it. */
    readonly carries?: 'at once' | 'when told';
    /** How long after its acceptance a text shows in the detail records; 0 without it. */
    readonly recordsLagMs?: number;
    /** Ends what takes a while when it is due; without it, whoever asks next or calls `settle`. */
    readonly wake?: Wake;
  };

export type TelnyxModel = VendorModel &
  Phones &
  Provisioned & {
    /** Moves an outbound text one step: to the carrier, then to its end. False: there is no further step. */
    advance(messageId: string): boolean;
    /** The outbound texts that have a step before them, oldest first. */
    underWay(): string[];
    numbers(): OurNumber[];
    /** What the platform itself has there. */
    platformObjects: PlatformObjects['shown'];
  };

type Carried = { readonly message: WireMessage; readonly outcome: TextOutcome };

/** A Telnyx account with its numbers: texts out, texts in, receipts, opt-outs at the profile. No request has a key. */
export const createTelnyxModel = (options: TelnyxOptions): TelnyxModel => {
  const { clock, chance = cryptoChance, carries = 'when told', recordsLagMs = 0 } = options;
  const { publicKey, privateKey } = options.keyPair ?? generateKeyPairSync('ed25519');
  const keys = { apiKey: options.apiKey ?? idsFrom(chance)('KEY', 32), publicKey: shownKey(publicKey) };
  const messages = new Map<string, WireMessage>();
  const underWay = new Map<string, Carried>();
  const outcomes = new Map<string, TextOutcome>();
  const optOuts = createOptOuts();
  const autoresponses: Autoresponse[] = [];
  const urls = options.webhookUrls ?? {};
  const account = createAccountEvents({ clock, chance, urls, send: options.send });
  const otherProfiles = new Set<string>();
  const platform = createPlatformObjects({
    clock,
    chance,
    isNew: options.isNew === true,
    voiceUrl: () => urls.voice?.(),
  });
  const { routes, owned, messagingProfiles, ...provisioned } = createProvisioning({
    clock,
    chance,
    platform,
    pace: options.pace,
    wake: options.wake,
    events: account,
    isOtherProfile: (id) => otherProfiles.has(id),
  });

  /** A profile that the API made tells where it says; any other where the account's texts are told. */
  const profileUrls = (id: string) => {
    const own = messagingProfiles.webhookUrl(id);
    const webhookUrl = own === undefined ? (options.webhookUrl?.() ?? null) : own;
    return { webhookUrl, failoverUrl: messagingProfiles.failoverUrl(id) };
  };

  const emit = (eventType: string, message: WireMessage): void => {
    const id = newUuid(chance);
    const occurredAt = telnyxInstant(clock.now());
    const payload = snapshot(message);
    const targets = [message.webhook_url, message.webhook_failover_url].filter((url) => url !== null);
    const body = (attempt: number, url: string): string => {
      const data = { record_type: 'event', event_type: eventType, id, occurred_at: occurredAt, payload };
      return JSON.stringify({ data, meta: { attempt, delivered_to: url } });
    };
    options.send({ id, type: eventType, urls: targets, body });
  };

  const addNumber: Phones['addNumber'] = (phoneNumber, messagingProfileId = newUuid(chance), tags = []) => {
    otherProfiles.add(messagingProfileId);
    const connectionId = LOCAL_PLATFORM.trunkId;
    owned.own({ number: phoneNumber, profileId: messagingProfileId, connectionId, tags });
    return messagingProfileId;
  };
  for (const number of options.numbers ?? [])
    addNumber(number.phoneNumber, number.messagingProfileId, number.tags);

  const reachCarrier = ({ message, outcome }: Carried): void => {
    for (const recipient of message.to) recipient.status = 'sent';
    message.sent_at = telnyxInstant(clock.now());
    if (outcome.status === 'sent') underWay.delete(message.id);
    emit('message.sent', message);
  };

  const reachEnd = ({ message, outcome: { status, code: given } }: Carried): void => {
    for (const recipient of message.to) recipient.status = status;
    message.completed_at = telnyxInstant(clock.now());
    const isFailure = status === 'delivery_failed' || status === 'sending_failed';
    const code = given ?? (isFailure ? '40008' : undefined);
    if (code !== undefined) message.errors.push(telnyxError(code));
    underWay.delete(message.id);
    emit('message.finalized', message);
  };

  /** A text that never left the gateway is not `sent`. */
  const advance = (messageId: string): boolean => {
    const carried = underWay.get(messageId);
    if (carried === undefined) return false;
    if (carried.message.sent_at === null && carried.outcome.status !== 'sending_failed')
      reachCarrier(carried);
    else reachEnd(carried);
    return true;
  };

  const sendMessage = ({ body }: ModelRequest): Reply => {
    const read = readSendRequest(body, owned.textingNumber, profileUrls, clock.now());
    if ('refusal' in read) return read.refusal;
    const { from, to, profileId } = read.facts;
    if (optOuts.isBlocked(profileId, to)) {
      const detail = `Messages cannot be sent from '${from}' to '${to}' due to an existing block rule.`;
      return refuse(409, '40300', { detail });
    }
    const message = newMessage(newUuid(chance), read.facts);
    const accepted = { ...snapshot(message), wait_seconds: 0, smart_encoding_applied: false };
    messages.set(message.id, message);
    underWay.set(message.id, { message, outcome: outcomes.get(to) ?? { status: 'delivered' } });
    if (carries === 'at once') while (advance(message.id));
    return { status: 200, body: { data: accepted } };
  };

  const searchRecords = (query: URLSearchParams): Reply => {
    const now = clock.now();
    const all = [...messages.values()];
    const shown =
      recordsLagMs === 0 ? all : all.filter(({ received_at: at }) => Date.parse(at) + recordsLagMs <= now);
    return searchDetailRecords(shown, query, now, (phone) => owned.textingNumber(phone)?.tags ?? []);
  };

  const route = (request: ModelRequest): Reply => {
    const { method, path, query } = request;
    if (method === 'POST' && path === '/v2/messages') return sendMessage(request);
    const messageId = method === 'GET' ? /^\/v2\/messages\/([^/]+)$/.exec(path)?.[1] : undefined;
    if (messageId !== undefined) {
      const message = messages.get(messageId);
      return message === undefined
        ? refuse(404, '10005')
        : { status: 200, body: { data: snapshot(message) } };
    }
    if (method === 'GET' && path === '/v2/detail_records') return searchRecords(query);
    provisioned.settle();
    return answerByRoute([...platform.routes, ...routes], request) ?? refuse(404, '10005');
  };

  const begin = (request: ModelRequest): Reply | Begun =>
    request.headers.authorization === `Bearer ${keys.apiKey}`
      ? keyless(() => route(request))
      : refuse(401, '10009');

  const failure = (status: number, detail: string): Reply =>
    refuse(status, status === 429 ? '10011' : '10007', { detail });

  return {
    ...account,
    ...provisioned,
    platformObjects: platform.shown,
    begin,
    handle: handleBy({ begin, failure }),
    sign: (rawBody, _id, atMs) => signTelnyx(privateKey, rawBody, atMs),
    failure,
    decline: (code) => refuse(400, code ?? '40001'),
    keys,
    advance,
    underWay: () => [...underWay.keys()],
    addNumber,
    numbers: owned.textingNumbers,
    texts: () => [...messages.values()].map(toText),
    receiveText({ from, to, text }) {
      const number = owned.textingNumber(to);
      if (number === undefined) throw new Error(`${to} is not one of our numbers`);
      const keyword = keywordOf(text);
      const profileId = number.messagingProfileId;
      if (keyword !== undefined) {
        optOuts.obey(keyword, profileId, from);
        autoresponses.push({ from: to, to: from, keyword });
      }
      const message = newMessage(newUuid(chance), {
        direction: 'inbound',
        from,
        to,
        text,
        tags: [],
        profileId,
        isUcs2Forced: false,
        ...profileUrls(profileId),
        ...(keyword && { autoresponseType: keyword }),
        at: clock.now(),
      });
      messages.set(message.id, message);
      emit('message.received', message);
      return message.id;
    },
    setOutcome(phone, outcome) {
      if (outcome === undefined) outcomes.delete(phone);
      else outcomes.set(phone, outcome);
    },
    optOuts: optOuts.list,
    autoresponses: () => autoresponses,
  };
};
