import type { LocalClock } from '../../clock.ts';
import { vendorId } from '../vendor-id.ts';
import type { CallAnalysis, CallRecord, DisconnectionReason } from './call-record.ts';
import type { SignedAnswer } from './signed-post.ts';

/** Longer answers never reach the model. */
const MOST_CHARACTERS = 15_000;

export type ToolAnswer = {
  /** The endpoint answered with a 2xx; whether it agreed is in the result. */
  readonly ok: boolean;
  /** Parsed when it is JSON, the text otherwise. */
  readonly result: unknown;
  /** From the request to the answer, retries included. */
  readonly ms: number;
  readonly status: number | undefined;
  readonly attempts: number;
  readonly toolCallId: string;
};

export type CallSession = {
  readonly callId: string;
  readonly agentId: string;
  readonly from: string;
  readonly to: string;
  /** What the inbound webhook gave the agent to say; empty when it could not be reached. */
  readonly dynamicVariables: Readonly<Record<string, string>>;
  /** undefined for a web call. */
  readonly inbound: SignedAnswer | undefined;
  agentSays(text: string): void;
  callerSays(text: string): void;
  /** Runs a tool as the agent would: signed, 5 s, one retry, and noted in the transcript. */
  tool(name: string, args: unknown, options?: { toolCallId?: string }): Promise<ToolAnswer>;
  /** Ends the call: `call_ended`, then `call_analyzed`. A second time it does nothing. */
  hangUp(reason?: DisconnectionReason, analysis?: CallAnalysis): void;
  /** The call as `get-call` shows it now. */
  call(): Record<string, unknown>;
};

type SessionDeps = {
  readonly record: CallRecord;
  readonly clock: LocalClock;
  readonly inbound: SignedAnswer | undefined;
  readonly postTool: (name: string, body: unknown) => Promise<SignedAnswer>;
  readonly announce: (event: string) => void;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const createCallSession = ({
  record,
  clock,
  inbound,
  postTool,
  announce,
}: SessionDeps): CallSession => {
  const { transcript } = record;
  const mustBeLive = (): void => {
    if (!record.isConnected() || record.isOver()) throw new Error(`call ${record.id} is not connected`);
  };
  const say = (role: 'agent' | 'user', text: string): void => {
    mustBeLive();
    transcript.say(role, text, record.elapsedSeconds(clock.now()));
  };

  return {
    callId: record.id,
    agentId: record.about.agentId,
    from: record.about.from,
    to: record.about.to,
    dynamicVariables: record.about.dynamicVariables,
    inbound,
    agentSays: (text) => say('agent', text),
    callerSays: (text) => say('user', text),
    async tool(name, args, options = {}) {
      mustBeLive();
      const toolCallId = options.toolCallId ?? vendorId('tool_call_', 12);
      transcript.invoke(toolCallId, name, args);
      const { status, text, ms, attempts } = await postTool(name, { name, call: record.ongoing(), args });
      const ok = status !== undefined && status >= 200 && status < 300;
      const content = text.slice(0, MOST_CHARACTERS);
      transcript.result(toolCallId, content, ok);
      return { ok, result: parsed(content), ms, status, attempts, toolCallId };
    },
    hangUp(reason = 'user_hangup', analysis = {}) {
      if (record.isOver()) return;
      record.end(clock.now(), reason);
      announce('call_ended');
      record.analyse(analysis);
      announce('call_analyzed');
    },
    call: () => record.view(),
  };
};
