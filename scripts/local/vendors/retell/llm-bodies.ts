import * as z from 'zod';

/** Retell's own names of models: `LLMModel` of its API, as of retell-sdk 5.66.1. */
const MODELS = [
  ...['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano', 'gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5.1', 'gpt-5.2'],
  ...['gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-5.5', 'gpt-5.6-terra', 'gpt-5.6-luna'],
  ...['claude-4.5-sonnet', 'claude-4.6-sonnet', 'claude-5-sonnet', 'claude-4.5-haiku', 'gemini-3.0-flash'],
  ...['gemini-3.1-flash-lite', 'gemini-3.5-flash', 'gemini-3.5-flash-lite', 'gemini-3.6-flash'],
] as const;

const texts = z.record(z.string(), z.string());

const spoken = {
  name: z.string().regex(/^[\w-]{1,64}$/),
  description: z.string().optional(),
  speak_during_execution: z.boolean().optional(),
  execution_message_description: z.string().optional(),
  execution_message_type: z.enum(['prompt', 'static_text']).optional(),
};

const EndCall = z.strictObject({ type: z.literal('end_call'), ...spoken });

const TransferCall = z.strictObject({
  type: z.literal('transfer_call'),
  ...spoken,
  transfer_destination: z.strictObject({
    type: z.literal('predefined'),
    number: z.string().min(1),
    extension: z.string().optional(),
  }),
  transfer_option: z.strictObject({
    type: z.literal('cold_transfer'),
    cold_transfer_mode: z.enum(['sip_refer', 'sip_invite']).optional(),
    show_transferee_as_caller: z.boolean().optional(),
    transfer_ring_duration_ms: z.int().min(5_000).max(90_000).optional(),
  }),
  custom_sip_headers: texts.optional(),
  ignore_e164_validation: z.boolean().optional(),
});

const Custom = z.strictObject({
  type: z.literal('custom'),
  ...spoken,
  url: z.url(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  headers: texts.optional(),
  query_params: texts.optional(),
  response_variables: texts.optional(),
  parameters: z
    .looseObject({
      type: z.literal('object'),
      properties: z.record(z.string(), z.unknown()),
      required: z.array(z.string()).optional(),
    })
    .optional(),
  parameter_type: z.enum(['json', 'form']).optional(),
  args_at_root: z.boolean().optional(),
  enable_typing_sound: z.boolean().optional(),
  speak_after_execution: z.boolean().optional(),
  timeout_ms: z.int().min(1_000).max(600_000).optional(),
  max_retry: z.int().min(0).max(5).optional(),
});

const tools = z
  .array(z.discriminatedUnion('type', [EndCall, TransferCall, Custom]))
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two tools have one name');

const fields = {
  model: z.enum(MODELS).nullable().optional(),
  model_temperature: z.number().min(0).max(1).optional(),
  model_high_priority: z.boolean().nullable().optional(),
  tool_call_strict_mode: z.boolean().nullable().optional(),
  begin_message: z.string().nullable().optional(),
  begin_after_user_silence_ms: z.int().min(0).nullable().optional(),
  general_prompt: z.string().nullable().optional(),
  general_tools: tools.nullable().optional(),
  default_dynamic_variables: texts.nullable().optional(),
  knowledge_base_ids: z.array(z.string()).nullable().optional(),
};

const speaker = z.enum(['user', 'agent']);

/** What `create-retell-llm` takes, as far as this simulator plays it. */
export const LlmCreation = z.strictObject({ ...fields, start_speaker: speaker });
export const LlmChange = z.strictObject({ ...fields, start_speaker: speaker.optional() });
export type LlmBody = z.infer<typeof LlmCreation>;
