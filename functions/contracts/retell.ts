import * as z from 'zod/mini';
import { CallId } from './ids.ts';

/**
 * The parts of Retell's payloads that we read while somebody is on the phone; they may carry more. Source:
 * docs.retellai.com, retell-sdk 5.66.1.
 */
const e164 = z.string().check(z.regex(/^\+[1-9]\d{6,14}$/));

/** Milliseconds since 1970, as far as a date can be told. */
export const timestamp = z.int().check(z.gte(0), z.lte(8_640_000_000_000_000));

export const RetellCall = z.object({
  call_id: CallId,
  call_type: z.optional(z.string()),
  agent_id: z.string().check(z.minLength(1), z.maxLength(128)),
  from_number: z.optional(z.string()),
  to_number: z.optional(e164),
  start_timestamp: z.optional(timestamp),
});

export const InboundCall = z.object({
  event: z.literal('call_inbound'),
  call_inbound: z.object({
    call_id: z.optional(CallId),
    agent_id: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
    from_number: z.optional(z.string()),
    to_number: e164,
  }),
});
export type InboundCall = z.infer<typeof InboundCall>;

/** A turn or tool step of a running call's transcript. */
const TranscriptEntry = z.object({
  role: z.string(),
  tool_call_id: z.optional(z.string()),
});

export const ToolCall = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(64)),
  call: z.extend(RetellCall, { transcript_with_tool_calls: z.optional(z.array(TranscriptEntry)) }),
  args: z.unknown(),
});
export type ToolCall = z.infer<typeof ToolCall>;
