import type { CallAnalysis, CallRecord, DisconnectionReason } from './call-record.ts';
import type { CallSteps } from './call-steps.ts';
import { filled } from './filled.ts';
import type { LlmOverride } from './inbound.ts';
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
  /** What the agent has to say it with: what the inbound webhook gave and, where it gave nothing, the agent's own. */
  readonly dynamicVariables: Readonly<Record<string, string>>;
  /** `begin_message` with its variables filled; undefined: nothing was configured. */
  readonly opening: string | undefined;
  /** What this call has in place of the agent's own, as the inbound webhook wants it. */
  readonly override: LlmOverride | undefined;
  /** undefined for a web call. */
  readonly inbound: SignedAnswer | undefined;
  agentSays(text: string): void;
  callerSays(text: string): void;
  /** Runs a tool as the agent would: signed, 5 s, one retry, and noted in the transcript. Throws for one it does not have. */
  tool(name: string, args: unknown, options?: { toolCallId?: string }): Promise<ToolAnswer>;
  /** Retell's retry of that tool call, however late: the same body, signed anew. Throws for one that was never made. */
  askAgain(toolCallId: string): Promise<SignedAnswer>;
  /** Ends the call: `call_ended`, then `call_analyzed`. A second time it does nothing. */
  hangUp(reason?: DisconnectionReason, analysis?: CallAnalysis): void;
  /** The call as `get-call` shows it now. */
  call(): Record<string, unknown>;
};

type SessionDeps = {
  readonly record: CallRecord;
  readonly steps: CallSteps;
  readonly inbound: SignedAnswer | undefined;
  readonly override: LlmOverride | undefined;
  /** As it is configured. */
  readonly beginMessage: string | undefined;
  readonly defaults: Readonly<Record<string, string>>;
  /** Throws for a tool that the agent does not have. */
  readonly toolOf: (name: string) => (body: unknown) => Promise<SignedAnswer>;
};

export const createCallSession = (deps: SessionDeps): CallSession => {
  const { record, steps, inbound, override, beginMessage, toolOf } = deps;
  const dynamicVariables = { ...deps.defaults, ...record.about.dynamicVariables };
  const opening = override?.begin_message ?? beginMessage;
  const tools = override?.general_tools?.map(({ name }) => name);
  const asked = new Map<string, () => Promise<SignedAnswer>>();
  return {
    callId: record.id,
    agentId: record.about.agentId,
    from: record.about.from,
    to: record.about.to,
    dynamicVariables,
    opening: opening === undefined ? undefined : filled(opening, dynamicVariables),
    override,
    inbound,
    agentSays: steps.agentSays,
    callerSays: steps.callerSays,
    async tool(name, args, options = {}) {
      if (tools && !tools.includes(name)) throw new Error(`call ${record.id} has no tool ${name}`);
      const post = toolOf(name);
      const { toolCallId, body } = steps.askTool(name, args, options.toolCallId);
      const ask = () => post(body);
      asked.set(toolCallId, ask);
      const { status, text, ms, attempts } = await ask();
      return { ...steps.hearTool(toolCallId, { status, text }), ms, status, attempts, toolCallId };
    },
    async askAgain(toolCallId) {
      const again = asked.get(toolCallId);
      if (!again) throw new Error(`call ${record.id} made no tool call ${toolCallId}`);
      return again();
    },
    hangUp: steps.hangUp,
    call: () => record.view(),
  };
};
