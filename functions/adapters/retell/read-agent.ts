import * as z from 'zod/mini';
import type { BusinessId } from '../../contracts/ids.ts';
import type { AgentTool, CompiledAgent } from '../../domain/agent/compiled-agent.ts';
import { isAsSpelled } from './is-as-spelled.ts';
import { OWNER_VARIABLE, type Surroundings, spellAgent, spellModel } from './spell-agent.ts';

type Unhashed = Omit<CompiledAgent, 'hash'>;

const text = z.string();
const spoken = {
  description: text,
  speak_during_execution: z.optional(z.boolean()),
  execution_message_description: z.optional(text),
};

const Tool = z.discriminatedUnion('type', [
  z.object({ type: z.literal('end_call'), ...spoken }),
  z.object({ type: z.literal('transfer_call'), ...spoken, execution_message_description: text }),
  z.object({
    type: z.literal('custom'),
    ...spoken,
    name: z.enum(['lookup_availability', 'book_appointment', 'send_booking_sms']),
    timeout_ms: z.number(),
    max_retry: z.number(),
    parameters: z.record(z.string(), z.unknown()),
  }),
]);

const Model = z.object({
  model: text,
  begin_message: text,
  general_prompt: text,
  general_tools: z.array(Tool),
  default_dynamic_variables: z.record(z.string(), text),
});

const Speaker = z.object({
  agent_name: text,
  voice_id: text,
  language: text,
  timezone: text,
  max_call_duration_ms: z.number(),
  end_call_after_silence_ms: z.number(),
});

const toolOf = (tool: z.infer<typeof Tool>): AgentTool => {
  const { description, execution_message_description: words } = tool;
  if (tool.type === 'end_call') return { kind: 'end-call', description };
  if (tool.type === 'transfer_call') {
    return { kind: 'transfer', description, whileDialing: tool.execution_message_description };
  }
  return {
    kind: 'ours',
    name: tool.name,
    description,
    meanwhile: tool.speak_during_execution === true ? words : undefined,
    timeoutMs: tool.timeout_ms,
    retries: tool.max_retry,
    parameters: tool.parameters,
  };
};

const inOurWords = (model: z.infer<typeof Model>, speaker: z.infer<typeof Speaker>): Unhashed => {
  const { [OWNER_VARIABLE]: owner, ...defaults } = model.default_dynamic_variables;
  return {
    v: 1,
    businessId: (owner ?? '') as BusinessId,
    name: speaker.agent_name,
    voice: speaker.voice_id,
    language: speaker.language,
    zone: speaker.timezone,
    model: model.model,
    opening: model.begin_message,
    prompt: model.general_prompt,
    tools: model.general_tools.map(toolOf),
    defaults,
    longestCallMs: speaker.max_call_duration_ms,
    silenceMs: speaker.end_call_after_silence_ms,
  };
};

/**
 * What Retell has, in our words; undefined where they could not say it: a field that we always send is not as we send it,
 * or something is set that a caller would notice and we never set. Proved by spelling it anew.
 */
export const readAgent = (
  seen: { readonly model: unknown; readonly speaker: unknown; readonly modelId: string },
  around: Surroundings,
): Unhashed | undefined => {
  const model = Model.safeParse(seen.model);
  const speaker = Speaker.safeParse(seen.speaker);
  if (!model.success || !speaker.success) return undefined;
  const read = inOurWords(model.data, speaker.data);
  const isOurs =
    isAsSpelled('model', seen.model, spellModel(read, around)) &&
    isAsSpelled('agent', seen.speaker, spellAgent(read, { modelId: seen.modelId }, around));
  return isOurs ? read : undefined;
};
