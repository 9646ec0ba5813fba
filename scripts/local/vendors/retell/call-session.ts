import type { CallAnalysis, CallRecord, DisconnectionReason } from './call-record.ts';
import type { CallSteps } from './call-steps.ts';
import type { SignedAnswer } from './signed-post.ts';

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
  readonly steps: CallSteps;
  readonly inbound: SignedAnswer | undefined;
  readonly postTool: (name: string, body: unknown) => Promise<SignedAnswer>;
};

export const createCallSession = ({ record, steps, inbound, postTool }: SessionDeps): CallSession => ({
  callId: record.id,
  agentId: record.about.agentId,
  from: record.about.from,
  to: record.about.to,
  dynamicVariables: record.about.dynamicVariables,
  inbound,
  agentSays: steps.agentSays,
  callerSays: steps.callerSays,
  async tool(name, args, options = {}) {
    const { toolCallId, body } = steps.askTool(name, args, options.toolCallId);
    const { status, text, ms, attempts } = await postTool(name, body);
    return { ...steps.hearTool(toolCallId, { status, text }), ms, status, attempts, toolCallId };
  },
  hangUp: steps.hangUp,
  call: () => record.view(),
});
