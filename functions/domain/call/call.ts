import type { CallEnded } from '../../contracts/events.ts';
import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';

/** What Retell told us of a call. Every kind of event brings fields of its own, so their order does not matter. */
export type CallFact = {
  readonly kind: 'call';
  readonly occasion: VendorEvent;
  readonly callId: CallId;
  readonly agentId: string;
  /** The number called; browser calls have none. */
  readonly number: string | undefined;
  readonly fields: CallFields;
  readonly transcript: string | undefined;
};

export type CallFields = {
  readonly from?: string | undefined;
  readonly callType?: string | undefined;
  readonly direction?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly disconnectionReason?: string | undefined;
  readonly summary?: string | undefined;
  readonly sentiment?: string | undefined;
  /** What Retell charged, in micro-dollars. */
  readonly costMicros?: number | undefined;
  /** Key of the transcript in the raw bucket. */
  readonly transcriptKey?: string | undefined;
};

export type Call = CallFields & {
  readonly v: 1;
  readonly id: CallId;
  readonly businessId: BusinessId;
  readonly agentId: string;
  readonly number?: string | undefined;
};

export const callEnded = (
  ids: DerivedIds,
  businessId: BusinessId,
  callId: CallId,
  at: string,
): CallEnded => ({
  v: 1,
  id: ids.event('call.ended', businessId, callId),
  name: 'call.ended',
  businessId,
  callId,
  at,
  correlationId: callId,
});
