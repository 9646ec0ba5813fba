import * as z from 'zod/mini';
import { RetellCall, timestamp } from './retell.ts';

/** Any event that Retell tells of, before it is known which. */
export const RetellEvent = z.object({
  event: z.string().check(z.minLength(1), z.maxLength(64)),
  call: z.optional(z.unknown()),
});

/** The call as lifecycle events have it, with what is known by then. */
export const ReportedCall = z.extend(RetellCall, {
  direction: z.optional(z.string()),
  end_timestamp: z.optional(timestamp),
  transfer_end_timestamp: z.optional(timestamp),
  duration_ms: z.optional(z.number().check(z.gte(0))),
  disconnection_reason: z.optional(z.string()),
  transcript: z.optional(z.string()),
  transcript_object: z.optional(z.array(z.unknown())),
  transcript_with_tool_calls: z.optional(z.array(z.unknown())),
  /** That there is one. Where it is, is asked for when it is fetched. */
  recording_url: z.optional(z.string()),
  call_analysis: z.optional(
    z.object({ call_summary: z.optional(z.string()), user_sentiment: z.optional(z.string()) }),
  ),
  /** In cents, with fractions. */
  call_cost: z.optional(z.object({ combined_cost: z.optional(z.number()) })),
});
export type ReportedCall = z.infer<typeof ReportedCall>;

/** A turn of a transcript that has the tools in it; entries of other roles have none of these. */
export const ReportedEntry = z.object({
  role: z.string(),
  content: z.optional(z.string()),
  tool_call_id: z.optional(z.string()),
  name: z.optional(z.string()),
  arguments: z.optional(z.string()),
  /** In seconds since the call began. What is no list of them says nothing of when. */
  words: z.catch(z.optional(z.array(z.object({ start: z.number(), end: z.number() }))), undefined),
});
export type ReportedEntry = z.infer<typeof ReportedEntry>;

/** Why a call ended, as far as retell-sdk 5.66.1 knows; Retell says to expect more. */
export const DISCONNECTION_REASONS: readonly string[] = [
  ...['user_hangup', 'agent_hangup', 'call_transfer', 'voicemail_reached', 'ivr_reached', 'inactivity'],
  ...['max_duration_reached', 'concurrency_limit_reached', 'no_concurrency_fallback', 'no_valid_payment'],
  ...['scam_detected', 'dial_busy', 'dial_failed', 'dial_no_answer', 'invalid_destination'],
  ...['telephony_provider_permission_denied', 'telephony_provider_unavailable', 'sip_routing_error'],
  ...['marked_as_spam', 'user_declined', 'error_llm_websocket_open', 'error_llm_websocket_lost_connection'],
  ...['error_llm_websocket_runtime', 'error_llm_websocket_corrupt_payload', 'error_no_audio_received'],
  ...['error_asr', 'error_retell', 'error_unknown', 'error_user_not_joined', 'registered_call_timeout'],
  ...['transfer_bridged', 'transfer_cancelled', 'manual_stopped', 'call_take_over'],
];
