import { describe, expect, it } from 'vitest';
import { spellAgent, spellModel } from '../../../functions/adapters/retell/spell-agent.ts';
import { aCompiledAgent } from '../../support/compiled-agent.ts';

const around = { ourUrl: 'https://api.cloudgreet.example', trunkUsername: 'cloudgreettrunk' };
const agent = aCompiledAgent();

describe('an agent in the words of Retell', () => {
  it('has a model that opens the call, with its tools at our own addresses', () => {
    expect(spellModel(agent, around)).toEqual({
      model: 'gpt-4.1',
      model_temperature: 0,
      tool_call_strict_mode: true,
      start_speaker: 'agent',
      begin_message: '{{greeting}}',
      general_prompt: agent.prompt,
      general_tools: [
        {
          type: 'end_call',
          name: 'end_call',
          description: 'End the call once the caller has nothing further.',
        },
        {
          type: 'transfer_call',
          name: 'transfer_call',
          description: 'Put the caller through.',
          transfer_destination: { type: 'predefined', number: '{{owner_transfer_number}}' },
          transfer_option: {
            type: 'cold_transfer',
            cold_transfer_mode: 'sip_invite',
            show_transferee_as_caller: false,
            transfer_ring_duration_ms: 25_000,
          },
          custom_sip_headers: { 'X-Telnyx-Username': 'cloudgreettrunk' },
          speak_during_execution: true,
          execution_message_type: 'static_text',
          execution_message_description: 'Please hold.',
        },
        {
          type: 'custom',
          name: 'lookup_availability',
          description: 'Find open times.',
          method: 'POST',
          url: 'https://api.cloudgreet.example/voice/biz_apexhvac01/tools/lookup_availability',
          timeout_ms: 8_000,
          max_retry: 1,
          args_at_root: false,
          speak_during_execution: true,
          execution_message_type: 'static_text',
          execution_message_description: 'One moment while I check the calendar.',
          speak_after_execution: true,
          parameters: {
            type: 'object',
            properties: { service: { type: 'string' } },
            required: ['service'],
          },
        },
        {
          type: 'custom',
          name: 'send_booking_sms',
          description: 'Text the confirmation.',
          method: 'POST',
          url: 'https://api.cloudgreet.example/voice/biz_apexhvac01/tools/send_booking_sms',
          timeout_ms: 5_000,
          max_retry: 0,
          args_at_root: false,
          speak_during_execution: false,
          speak_after_execution: true,
          parameters: {
            type: 'object',
            properties: { booking_id: { type: 'string' } },
            required: ['booking_id'],
          },
        },
      ],
      default_dynamic_variables: { ...agent.defaults, cloudgreet_business: 'biz_apexhvac01' },
    });
  });

  it('has a speaker whose recordings lie behind signed links for thirty days', () => {
    expect(spellAgent(agent, { modelId: 'llm_1', version: 3 }, around)).toEqual({
      agent_name: 'Apex Heating & Air (biz_apexhvac01)',
      response_engine: { type: 'retell-llm', llm_id: 'llm_1', version: 3 },
      voice_id: 'retell-Cimo',
      language: 'en-US',
      timezone: 'America/Chicago',
      webhook_url: 'https://api.cloudgreet.example/webhooks/retell',
      webhook_events: [
        ...['call_started', 'call_ended', 'call_analyzed'],
        ...['transfer_started', 'transfer_bridged', 'transfer_cancelled', 'transfer_ended'],
      ],
      webhook_timeout_ms: 10_000,
      max_call_duration_ms: 900_000,
      end_call_after_silence_ms: 60_000,
      data_storage_setting: 'everything',
      data_storage_retention_days: 30,
      opt_in_signed_url: true,
      signed_url_expiration_ms: 3_600_000,
      post_call_analysis_model: 'gpt-4.1-mini',
      post_call_analysis_data: [
        { type: 'system-presets', name: 'call_summary' },
        { type: 'system-presets', name: 'user_sentiment' },
      ],
      handbook_config: { ai_disclosure: true, scope_boundaries: true, echo_verification: true },
    });
  });
});
