import type { LocalClock } from '../../clock.ts';
import type { LocalLog } from '../../types.ts';
import { createFaults } from '../faults.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { vendorId } from '../vendor-id.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { createRetellAccount, type RetellAccount } from './account-model.ts';
import { answerApi } from './api-routes.ts';
import { type CallRecord, type CallType, createCallRecord, type DisconnectionReason } from './call-record.ts';
import { type CallSession, createCallSession } from './call-session.ts';
import { createCallSteps } from './call-steps.ts';
import { type Routing, routingFrom } from './inbound.ts';
import type { Line } from './provisioned-line.ts';
import { answerFile, isFile } from './recording.ts';
import { retellError } from './retell-error.ts';
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
  /** Lets a number ring that was not imported over the API; an imported one goes before it. */
  addNumber(number: RetellNumber): void;
  /**
   * Rings, asks the inbound webhook, connects. Throws for a number it does not know and for a rejected call, and
   * `NotAnswered` for an imported number whose agent is not there or not published.
   */
  placeCall(call: PlacedCall): Promise<CallSession>;
  /** A call that never connects: the business only hears of its end. Returns the call's id. */
  missCall(call: Pick<PlacedCall, 'from' | 'to' | 'callId'> & { reason?: DisconnectionReason }): string;
  /** As somebody who deletes at Retell what was recorded of a call. */
  forgetRecording(callId: string): void;
  calls(): readonly Record<string, unknown>[];
  /** What the account has of agents and numbers. */
  books: RetellAccount['books'];
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
  /** Whether the account keeps recordings; true without it. */
  readonly isRecording?: boolean;
};

const INBOUND_ATTEMPTS = 3;
/** `max_retry: 1`. */
const TOOL_ATTEMPTS = 2;

const addedLine = (added: RetellNumber): Line => ({
  number: added.number,
  agentId: added.agentId,
  agentName: added.agentName ?? 'Receptionist',
  agentVersion: added.agentVersion ?? 0,
  opening: undefined,
  defaults: {},
  inboundWebhookUrl: added.inboundWebhookUrl,
  webhookUrl: added.webhookUrl,
  tool: (name) => ({ url: added.toolUrl(name), timeoutMs: undefined, attempts: TOOL_ATTEMPTS }),
});

/** A Retell whose agents are played by whoever holds the call session. */
export const startRetell = async (options: RetellOptions): Promise<Retell> => {
  const { clock, apiKeys, log } = options;
  const apiKey = apiKeys[0];
  const numbers = new Map<string, RetellNumber>();
  const account = createRetellAccount({ clock, apiKeys: () => apiKeys });
  const calls = new Map<string, CallRecord>();
  const faults = createFaults();
  const stopping = new AbortController();
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: account.sign,
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

  const askInbound = async (line: Line, callId: string, from: string): Promise<SignedAnswer | undefined> =>
    line.inboundWebhookUrl === undefined
      ? undefined
      : ask('call_inbound', {
          url: line.inboundWebhookUrl,
          body: inboundQuestion(line, { callId, from, atMs: clock.now() }),
          timeoutMs: options.inboundTimeoutMs ?? 10_000,
          attempts: INBOUND_ATTEMPTS,
        });

  const lineOf = ({ to, from }: Pick<PlacedCall, 'to' | 'from'>): Line => {
    const added = numbers.get(to);
    const line = account.line({ to, from }) ?? (added && addedLine(added));
    if (line === undefined) throw new Error(`no Retell number ${to}: import it, or add it with addNumber`);
    return line;
  };

  /** The bound agent, or the one that the webhook named in its place. */
  const speaking = (line: Line, { agentId, agentVersion }: Partial<Routing>): Line => ({
    ...line,
    ...(agentId !== undefined && account.speaker(agentId, agentVersion)),
  });

  const open = (line: Line, placed: PlacedCall, callId: string, routing: Partial<Routing>) => {
    const files = options.isRecording === false ? undefined : `${simulator.url}/files`;
    const record = createCallRecord(callFacts(line, { ...placed, callId }, routing), files);
    calls.set(callId, record);
    const announce = (event: CallEvent): void => webhooks.send(callMessage(event, record, line.webhookUrl));
    return { record, announce };
  };

  const placeCall = async (placed: PlacedCall): Promise<CallSession> => {
    const bound = lineOf(placed);
    const callId = placed.callId ?? newCallId();
    const inbound = placed.callType === 'web_call' ? undefined : await askInbound(bound, callId, placed.from);
    const routing: Partial<Routing> = inbound ? routingFrom(inbound) : {};
    if (routing.isRejected) throw new Error(`the inbound webhook rejected call ${callId}`);
    const line = speaking(bound, routing);
    const { record, announce } = open(line, placed, callId, routing);
    const steps = createCallSteps({ record, clock, newId: vendorId, announce });
    steps.connect();
    return createCallSession({
      record,
      steps,
      inbound,
      override: routing.llmOverride,
      beginMessage: line.opening,
      defaults: line.defaults,
      toolOf: (name) => {
        const { url, timeoutMs, attempts } = line.tool(name);
        const patienceMs = options.toolTimeoutMs ?? timeoutMs ?? 5_000;
        return (body) => ask(name, { url, body, timeoutMs: patienceMs, attempts });
      },
    });
  };

  const simulator: Simulator = await startSimulator({
    name: 'retell',
    clock,
    log,
    faults,
    webhooks,
    handle: (request) =>
      isFile(request.path)
        ? answerFile(request, calls, clock.now())
        : answerApi(request, apiKeys, calls, account, clock.now()),
    isBesideApi: isFile,
    failure: retellError,
    decline: (code) => retellError(402, code ?? 'Trial over, please add payment method.'),
    state: () => ({
      numbers: [...numbers.values()],
      calls: [...calls.values()].map((call) => call.view()),
      ...account.books(),
    }),
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
      const { record, announce } = open(lineOf(placed), placed, callId, {});
      record.end(clock.now(), reason ?? 'concurrency_limit_reached');
      announce('call_ended');
      return callId;
    },
    forgetRecording: (callId) => calls.get(callId)?.forgetRecording(),
    calls: () => [...calls.values()].map((call) => call.view()),
    books: account.books,
    async stop() {
      stopping.abort();
      await simulator.stop();
    },
  };
};
