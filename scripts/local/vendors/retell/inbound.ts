import * as z from 'zod';
import type { SignedAnswer } from './signed-post.ts';

/** What this one call has in place of the agent's own. */
const LlmOverride = z.object({
  begin_message: z.string().optional(),
  general_prompt: z.string().optional(),
  general_tools: z.array(z.looseObject({ name: z.string() })).optional(),
});
export type LlmOverride = z.infer<typeof LlmOverride>;

/** All of it is optional; what does not fit is ignored, as Retell does. */
const InboundAnswer = z.object({
  call_inbound: z.object({
    override_agent_id: z.string().optional(),
    override_agent_version: z.number().optional(),
    dynamic_variables: z.record(z.string(), z.string()).optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
    agent_override: z.object({ retell_llm: LlmOverride.optional() }).optional(),
    reject: z.boolean().optional(),
  }),
});

export type Routing = {
  readonly agentId: string | undefined;
  readonly agentVersion: number | undefined;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly llmOverride: LlmOverride | undefined;
  readonly isRejected: boolean;
};

const UNDECIDED: Routing = {
  agentId: undefined,
  agentVersion: undefined,
  dynamicVariables: {},
  metadata: {},
  llmOverride: undefined,
  isRejected: false,
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What the inbound webhook decided. Nothing, when every attempt failed: the call goes to the bound agent. */
export const routingFrom = ({ status, text }: Pick<SignedAnswer, 'status' | 'text'>): Routing => {
  if (status === undefined || status < 200 || status >= 300) return UNDECIDED;
  const answer = InboundAnswer.safeParse(parse(text));
  if (!answer.success) return UNDECIDED;
  const decided = answer.data.call_inbound;
  return {
    agentId: decided.override_agent_id,
    agentVersion: decided.override_agent_version,
    dynamicVariables: decided.dynamic_variables ?? {},
    metadata: decided.metadata ?? {},
    llmOverride: decided.agent_override?.retell_llm,
    isRejected: decided.reject ?? false,
  };
};
