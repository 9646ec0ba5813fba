import * as z from 'zod';

const EVENTS = [
  ...['call_started', 'call_ended', 'call_analyzed', 'transcript_updated'],
  ...['transfer_started', 'transfer_bridged', 'transfer_cancelled', 'transfer_ended'],
] as const;

const analysed = {
  name: z.string().min(1),
  description: z.string().min(1),
  required: z.boolean().optional(),
  conditional_prompt: z.string().optional(),
};

const Analysis = z.discriminatedUnion('type', [
  z.strictObject({
    ...analysed,
    type: z.literal('system-presets'),
    name: z.enum(['call_summary', 'call_successful', 'user_sentiment']),
    description: z.string().min(1).optional(),
  }),
  z.strictObject({ ...analysed, type: z.enum(['string', 'boolean', 'number']) }),
  z.strictObject({ ...analysed, type: z.literal('enum'), choices: z.array(z.string()).min(1) }),
]);

const engine = z.strictObject({
  type: z.literal('retell-llm'),
  llm_id: z.string().min(1),
  version: z.int().min(0).nullable().optional(),
});

const voice = z.string().min(1);

const fields = {
  agent_name: z.string().nullable().optional(),
  version_title: z.string().nullable().optional(),
  version_description: z.string().nullable().optional(),
  language: z
    .string()
    .regex(/^(?:[a-z]{2,3}-(?:[A-Z]{2}|\d{3})|multi)$/)
    .optional(),
  timezone: z.string().nullable().optional(),
  webhook_url: z.url().nullable().optional(),
  webhook_events: z.array(z.enum(EVENTS)).nullable().optional(),
  webhook_timeout_ms: z.int().min(1).optional(),
  max_call_duration_ms: z.int().min(60_000).max(7_200_000).optional(),
  end_call_after_silence_ms: z.int().min(10_000).optional(),
  ring_duration_ms: z.int().min(5_000).max(300_000).optional(),
  begin_message_delay_ms: z.int().min(0).max(5_000).optional(),
  data_storage_setting: z.enum(['everything', 'everything_except_pii', 'basic_attributes_only']).optional(),
  data_storage_retention_days: z.int().min(1).max(730).nullable().optional(),
  opt_in_signed_url: z.boolean().optional(),
  signed_url_expiration_ms: z.int().min(1).nullable().optional(),
  post_call_analysis_model: z.string().min(1).nullable().optional(),
  post_call_analysis_data: z.array(Analysis).nullable().optional(),
  handbook_config: z
    .strictObject({
      ai_disclosure: z.boolean().optional(),
      scope_boundaries: z.boolean().optional(),
      echo_verification: z.boolean().optional(),
      high_empathy: z.boolean().optional(),
      natural_filler_words: z.boolean().optional(),
    })
    .optional(),
  voice_speed: z.number().min(0.5).max(2).optional(),
  interruption_sensitivity: z.number().min(0).max(1).optional(),
  ambient_sound: z.string().nullable().optional(),
  boosted_keywords: z.array(z.string()).nullable().optional(),
};

/** What `create-agent` takes, as far as this simulator plays it. */
export const AgentCreation = z.strictObject({ ...fields, response_engine: engine, voice_id: voice });
export const AgentChange = z.strictObject({
  ...fields,
  response_engine: engine.optional(),
  voice_id: voice.optional(),
});
export type AgentBody = z.infer<typeof AgentCreation>;

export const AgentPublication = z.strictObject({
  version: z.int().min(0),
  version_title: z.string().optional(),
  version_description: z.string().optional(),
});
export const AgentDraft = z.strictObject({ base_version: z.int().min(0) });
