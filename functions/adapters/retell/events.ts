import { CallEvent } from '../../contracts/retell.ts';
import type { CallFact } from '../../domain/call/call.ts';
import { readVendor } from '../../runtime/read-vendor.ts';

const instant = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

/** Retell's cost is in cents with fractions. */
const MICROS_PER_CENT = 10_000;

/** A lifecycle event as a fact. Kinds we do not know bring no fields and are stored all the same. */
export const readCallEvent = (body: unknown, receivedAt: string): CallFact => {
  const { event: type, call } = readVendor(CallEvent, body, 'retell', 'event');
  const began = {
    from: call.from_number,
    callType: call.call_type,
    direction: call.direction,
    startedAt: instant(call.start_timestamp),
  };
  const ended = {
    endedAt: instant(call.end_timestamp),
    durationMs: call.duration_ms,
    disconnectionReason: call.disconnection_reason,
    costMicros:
      call.call_cost?.combined_cost === undefined
        ? undefined
        : Math.round(call.call_cost.combined_cost * MICROS_PER_CENT),
  };
  const analyzed = {
    summary: call.call_analysis?.call_summary,
    sentiment: call.call_analysis?.user_sentiment,
  };
  const fieldsOf: Readonly<Record<string, CallFact['fields']>> = {
    call_started: began,
    call_ended: { ...began, ...ended },
    call_analyzed: { ...began, ...ended, ...analyzed },
  };
  return {
    kind: 'call',
    occasion: { vendor: 'retell', eventId: `${type}:${call.call_id}`, type, receivedAt },
    callId: call.call_id,
    agentId: call.agent_id,
    number: call.to_number,
    fields: (Object.hasOwn(fieldsOf, type) && fieldsOf[type]) || {},
    transcript: type === 'call_ended' || type === 'call_analyzed' ? call.transcript : undefined,
  };
};
