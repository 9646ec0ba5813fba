import type { BusinessId } from '../../contracts/ids.ts';
import type { AgentTool, CompiledAgent } from '../../domain/agent/compiled-agent.ts';

/** What an agent's words for Retell need besides itself. */
export type Surroundings = {
  /** Our own API; without a slash at the end. */
  readonly ourUrl: string;
  /** Of the trunk by which transfers leave. */
  readonly trunkUsername: string;
};

type Unhashed = Omit<CompiledAgent, 'hash'>;

/** A model has no name at Retell: a variable that no prompt names says whose it is. */
export const OWNER_VARIABLE = 'cloudgreet_business';

export const voiceUrl = (ourUrl: string, businessId: BusinessId): string => `${ourUrl}/voice/${businessId}`;

/** Somebody rings on for so long before the caller is taken back. */
const TRANSFER_RING_MS = 25_000;

const said = (words: string | undefined) =>
  words === undefined
    ? { speak_during_execution: false }
    : {
        speak_during_execution: true,
        execution_message_type: 'static_text',
        execution_message_description: words,
      };

const spellTool = (tool: AgentTool, toolsUrl: string, trunkUsername: string) => {
  const { description } = tool;
  if (tool.kind === 'end-call') return { type: 'end_call', name: 'end_call', description };
  if (tool.kind === 'transfer') {
    return {
      type: 'transfer_call',
      name: 'transfer_call',
      description,
      transfer_destination: { type: 'predefined', number: '{{owner_transfer_number}}' },
      transfer_option: {
        type: 'cold_transfer',
        cold_transfer_mode: 'sip_invite',
        show_transferee_as_caller: false,
        transfer_ring_duration_ms: TRANSFER_RING_MS,
      },
      // By it Telnyx tells whose call it is that comes with the trunk's credentials.
      custom_sip_headers: { 'X-Telnyx-Username': trunkUsername },
      ...said(tool.whileDialing),
    };
  }
  return {
    type: 'custom',
    name: tool.name,
    description,
    method: 'POST',
    url: `${toolsUrl}/${tool.name}`,
    timeout_ms: tool.timeoutMs,
    max_retry: tool.retries,
    // The whole call comes with it, by which the tool knows whose it is.
    args_at_root: false,
    ...said(tool.meanwhile),
    speak_after_execution: true,
    parameters: tool.parameters,
  };
};

/** The body of create-retell-llm: https://docs.retellai.com/api-references/create-retell-llm */
export const spellModel = (agent: Unhashed, { ourUrl, trunkUsername }: Surroundings) => ({
  model: agent.model,
  model_temperature: 0,
  tool_call_strict_mode: true,
  start_speaker: 'agent',
  begin_message: agent.opening,
  general_prompt: agent.prompt,
  general_tools: agent.tools.map((tool) =>
    spellTool(tool, `${voiceUrl(ourUrl, agent.businessId)}/tools`, trunkUsername),
  ),
  default_dynamic_variables: { ...agent.defaults, [OWNER_VARIABLE]: agent.businessId },
});

/** What `adapters/retell/events.ts` reads: each is sent only where it is asked for. */
const EVENTS = [
  ...['call_started', 'call_ended', 'call_analyzed'],
  ...['transfer_started', 'transfer_bridged', 'transfer_cancelled', 'transfer_ended'],
];
const DAYS_KEPT = 30;
const LINK_LIVES_MS = 60 * 60_000;
const WEBHOOK_TIMEOUT_MS = 10_000;

/** The body of create-agent: https://docs.retellai.com/api-references/create-agent */
export const spellAgent = (
  agent: Unhashed,
  engine: { readonly modelId: string; readonly version?: number | undefined },
  { ourUrl }: Pick<Surroundings, 'ourUrl'>,
) => ({
  agent_name: agent.name,
  response_engine: {
    type: 'retell-llm',
    llm_id: engine.modelId,
    ...(engine.version !== undefined && { version: engine.version }),
  },
  voice_id: agent.voice,
  language: agent.language,
  timezone: agent.zone,
  webhook_url: `${ourUrl}/webhooks/retell`,
  webhook_events: EVENTS,
  webhook_timeout_ms: WEBHOOK_TIMEOUT_MS,
  max_call_duration_ms: agent.longestCallMs,
  end_call_after_silence_ms: agent.silenceMs,
  // Anything less would also kill the links that come with the end of a call after ten minutes.
  data_storage_setting: 'everything',
  data_storage_retention_days: DAYS_KEPT,
  // Without it a recording lies open to whoever knows its address, for ever.
  opt_in_signed_url: true,
  signed_url_expiration_ms: LINK_LIVES_MS,
  post_call_analysis_model: 'gpt-4.1-mini',
  post_call_analysis_data: [
    { type: 'system-presets', name: 'call_summary' },
    { type: 'system-presets', name: 'user_sentiment' },
  ],
  handbook_config: { ai_disclosure: true, scope_boundaries: true, echo_verification: true },
});
