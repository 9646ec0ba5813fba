import { type NewId, vendorId } from '../vendor-id.ts';
import type { WebhookMessage } from '../webhook-deliveries.ts';
import type { CallRecord, CallType } from './call-record.ts';
import type { Routing } from './inbound.ts';

export const newCallId = (newId: NewId = vendorId): string => newId('call_', 27);
export const newToolCallId = (newId: NewId): string => newId('tool_call_', 12);

/** An agent and the number that is bound to it. */
export type BoundAgent = {
  /** E.164. */
  readonly number: string;
  readonly agentId: string;
  readonly agentName?: string;
  readonly agentVersion?: number;
};

/** What a call is opened with: who calls whom, as the inbound webhook decided it. */
export const callFacts = (
  { number, agentId, agentVersion = 0, agentName = 'Receptionist' }: BoundAgent,
  placed: {
    readonly callId: string;
    /** E.164, or `anonymous`. */
    readonly from: string;
    readonly callType?: CallType;
    readonly dynamicVariables?: Readonly<Record<string, string>>;
  },
  routing: Partial<Routing> = {},
) => ({
  callId: placed.callId,
  callType: placed.callType ?? 'phone_call',
  agentId: routing.agentId ?? agentId,
  agentVersion: routing.agentVersion ?? agentVersion,
  agentName,
  from: placed.from,
  to: number,
  metadata: routing.metadata ?? {},
  dynamicVariables: { ...placed.dynamicVariables, ...routing.dynamicVariables },
});

/** The body of the webhook that asks what to do with a call that rings. */
export const inboundQuestion = (
  { number, agentId, agentVersion = 0 }: BoundAgent,
  { callId, from, atMs }: { readonly callId: string; readonly from: string; readonly atMs: number },
) => ({
  event: 'call_inbound',
  event_timestamp: atMs,
  call_inbound: {
    call_id: callId,
    agent_id: agentId,
    agent_version: agentVersion,
    from_number: from,
    to_number: number,
    custom_sip_headers: {},
  },
});

/** The body of a tool call; its invocation is to be in the transcript already, as `createCallSteps` does it. */
export const toolQuestion = (record: CallRecord, name: string, args: unknown) => ({
  name,
  call: record.ongoing(),
  args,
});

export type CallEvent = 'call_started' | 'call_ended' | 'call_analyzed';

/** The webhook that tells of a call as it is now. */
export const callMessage = (event: CallEvent, record: CallRecord, url?: string): WebhookMessage => {
  const body = JSON.stringify({ event, call: event === 'call_started' ? record.started() : record.view() });
  const urls = url === undefined ? [] : [url];
  return { id: `${event}:${record.id}`, type: event, urls, body: () => body };
};
