import type { LocalClock } from '../../clock.ts';
import type { LocalLog } from '../../types.ts';
import { createFaults } from '../faults.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { vendorId } from '../vendor-id.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { answerApi, retellError } from './api-routes.ts';
import { type CallRecord, type CallType, createCallRecord, type DisconnectionReason } from './call-record.ts';
import { type CallSession, createCallSession } from './call-session.ts';
import { createCallSteps } from './call-steps.ts';
import { type Routing, routingFrom } from './inbound.ts';
import { retellSignatureHeader } from './signature.ts';
import { postSigned, type SignedAnswer } from './signed-post.ts';
import {
  type BoundAgent,
  type CallEvent,
  callFacts,
  callMessage,
  inboundQuestion,
  newCallId,
} from './wire-call.ts';

/** A number bound to an agent, and where its business wants to be asked and told. */
export type RetellNumber = BoundAgent & {
  readonly inboundWebhookUrl: string;
  /** For call_started, call_ended and call_analyzed. */
  readonly webhookUrl: string;
  readonly toolUrl: (toolName: string) => string;
};

export type PlacedCall = {
  /** E.164, or `anonymous`. */
  readonly from: string;
  readonly to: string;
  /** `phone_call` without it. A web call asks no inbound webhook; its variables come with it. */
  readonly callType?: CallType;
  readonly callId?: string;
  readonly dynamicVariables?: Readonly<Record<string, string>>;
};

export type Retell = Simulator & {
  addNumber(number: RetellNumber): void;
  /** Rings, asks the inbound webhook, connects. Throws for a number it does not know and for a rejected call. */
  placeCall(call: PlacedCall): Promise<CallSession>;
  /** A call that never connects: the business only hears of its end. Returns the call's id. */
  missCall(call: Pick<PlacedCall, 'from' | 'to' | 'callId'> & { reason?: DisconnectionReason }): string;
  calls(): readonly Record<string, unknown>[];
};

export type RetellOptions = {
  readonly clock: LocalClock;
  /** The first signs; all are accepted on its API. */
  readonly apiKeys: readonly [string, ...string[]];
  readonly log?: LocalLog;
  /** Waits between webhook attempts in milliseconds. */
  readonly webhookRetryMs?: readonly number[];
  /** 10 s and 5 s, as configured at Retell; shorter in tests. */
  readonly inboundTimeoutMs?: number;
  readonly toolTimeoutMs?: number;
};

const INBOUND_ATTEMPTS = 3;
/** `max_retry: 1`. */
const TOOL_ATTEMPTS = 2;

/** A Retell whose agents are played by whoever holds the call session. */
export const startRetell = async (options: RetellOptions): Promise<Retell> => {
  const { clock, apiKeys, log } = options;
  const apiKey = apiKeys[0];
  const numbers = new Map<string, RetellNumber>();
  const calls = new Map<string, CallRecord>();
  const faults = createFaults();
  const stopping = new AbortController();
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: (rawBody, _id, at) => ({ 'x-retell-signature': retellSignatureHeader(apiKey, rawBody, at) }),
    retryMs: options.webhookRetryMs ?? [100, 400],
    timeoutMs: 10_000,
    source: 'retell',
    log,
  });
  const ask = (
    question: string,
    { url, body, timeoutMs, attempts }: { url: string; body: unknown; timeoutMs: number; attempts: number },
  ): Promise<SignedAnswer> => {
    const nextFault = () => faults.takeQuestion(question);
    return postSigned({
      url,
      body,
      apiKey,
      clock,
      timeoutMs,
      attempts,
      stopping: stopping.signal,
      nextFault,
    });
  };

  const askInbound = (number: RetellNumber, callId: string, from: string): Promise<SignedAnswer> =>
    ask('call_inbound', {
      url: number.inboundWebhookUrl,
      body: inboundQuestion(number, { callId, from, atMs: clock.now() }),
      timeoutMs: options.inboundTimeoutMs ?? 10_000,
      attempts: INBOUND_ATTEMPTS,
    });

  const numberOf = (e164: string): RetellNumber => {
    const number = numbers.get(e164);
    if (number === undefined) throw new Error(`no Retell number ${e164}: add it with addNumber`);
    return number;
  };

  const open = (number: RetellNumber, placed: PlacedCall, callId: string, routing: Partial<Routing>) => {
    const record = createCallRecord(callFacts(number, { ...placed, callId }, routing));
    calls.set(callId, record);
    const announce = (event: CallEvent): void => webhooks.send(callMessage(event, record, number.webhookUrl));
    return { record, announce };
  };

  const placeCall = async (placed: PlacedCall): Promise<CallSession> => {
    const number = numberOf(placed.to);
    const callId = placed.callId ?? newCallId();
    const inbound =
      placed.callType === 'web_call' ? undefined : await askInbound(number, callId, placed.from);
    const routing: Partial<Routing> = inbound ? routingFrom(inbound) : {};
    if (routing.isRejected) throw new Error(`the inbound webhook rejected call ${callId}`);
    const { record, announce } = open(number, placed, callId, routing);
    const steps = createCallSteps({ record, clock, newId: vendorId, announce });
    steps.connect();
    return createCallSession({
      record,
      steps,
      inbound,
      postTool: (name, body) =>
        ask(name, {
          url: number.toolUrl(name),
          body,
          timeoutMs: options.toolTimeoutMs ?? 5_000,
          attempts: TOOL_ATTEMPTS,
        }),
    });
  };

  const simulator = await startSimulator({
    name: 'retell',
    clock,
    log,
    faults,
    webhooks,
    handle: (request) => answerApi(request, apiKeys, calls),
    failure: retellError,
    decline: (code) => retellError(402, code ?? 'Trial over, please add payment method.'),
    state: () => ({ numbers: [...numbers.values()], calls: [...calls.values()].map((call) => call.view()) }),
    control: () => {
      throw new Error('Calls are placed by the program that started this simulator.');
    },
  });

  return {
    ...simulator,
    addNumber: (number) => void numbers.set(number.number, number),
    placeCall,
    missCall({ reason, ...placed }) {
      const callId = placed.callId ?? newCallId();
      const { record, announce } = open(numberOf(placed.to), placed, callId, {});
      record.end(clock.now(), reason ?? 'concurrency_limit_reached');
      announce('call_ended');
      return callId;
    },
    calls: () => [...calls.values()].map((call) => call.view()),
    async stop() {
      stopping.abort();
      await simulator.stop();
    },
  };
};
