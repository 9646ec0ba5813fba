import * as z from 'zod/mini';
import { DISCONNECTION_REASONS, ReportedCall, RetellEvent } from '../../contracts/retell-events.ts';
import type { CallFact, CallFields } from '../../domain/call/call.ts';
import type { Derivation } from '../../domain/derived-ids.ts';
import type { Ownerless, StoredOnly, VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { entriesOf, stepsOf, turnsOf, userSpoke } from './transcript.ts';

export type RetellFact = CallFact | StoredOnly | Ownerless;

/** Retell's cost is in cents with fractions. */
const MICROS_PER_CENT = 10_000;
/** What a model writes has no length of its own, and a row has. */
const LONGEST_TEXT = 8_000;

type Kind = {
  /** What is told later of the same moment is right. */
  readonly rank: number;
  readonly isEnd?: boolean;
  readonly transfer?: CallFields['transfer'];
};

/** transfer_ended may come after the end of the call, with a later time of its own. */
const KINDS: Readonly<Record<string, Kind>> = {
  call_started: { rank: 0 },
  transcript_updated: { rank: 1 },
  transfer_started: { rank: 2, transfer: 'started' },
  transfer_cancelled: { rank: 3, transfer: 'cancelled' },
  transfer_bridged: { rank: 4, transfer: 'bridged' },
  transfer_ended: { rank: 5, transfer: 'ended' },
  call_ended: { rank: 6, isEnd: true },
  call_analyzed: { rank: 7, isEnd: true },
};

const instant = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
const text = (given: string | undefined) => given?.toWellFormed().slice(0, LONGEST_TEXT);

const disconnectionOf = (given: string | undefined): CallFields =>
  given === undefined
    ? {}
    : {
        disconnectionReason: DISCONNECTION_REASONS.includes(given) ? given : 'error_unknown',
        disconnectionReasonGiven: text(given),
      };

const costOf = (cents: number | undefined) =>
  cents === undefined ? undefined : Math.round(cents * MICROS_PER_CENT);

const fieldsOf = (call: ReportedCall, { transfer }: Kind): CallFields => ({
  from: text(call.from_number),
  callType: text(call.call_type),
  direction: text(call.direction),
  startedAt: instant(call.start_timestamp),
  endedAt: instant(call.end_timestamp),
  durationMs: call.duration_ms,
  ...disconnectionOf(call.disconnection_reason),
  transfer,
  summary: text(call.call_analysis?.call_summary),
  sentiment: text(call.call_analysis?.user_sentiment),
  costMicros: costOf(call.call_cost?.combined_cost),
});

/**
 * When a report was true: the latest instant it knows, by Retell's clock; within that the kind that comes later, then the
 * longer transcript. Two reports that are alike in all of it are ordered by what they say, never by which came first.
 */
const orderOf = (call: ReportedCall, { rank }: Kind, says: string): string => {
  const {
    start_timestamp: start = 0,
    end_timestamp: end = 0,
    transfer_end_timestamp: transferred = 0,
  } = call;
  const length = call.transcript_with_tool_calls?.length ?? call.transcript?.length ?? 0;
  const sortable = (value: number, digits: number) => value.toString(36).padStart(digits, '0');
  return `${sortable(Math.max(start, end, transferred), 9)}${rank}${sortable(length, 4)}${says.slice(0, 4)}`;
};

/** The number of ours: called, or calling. */
const numberOf = (call: ReportedCall): string | undefined =>
  call.direction === 'outbound' ? call.from_number : call.to_number;

const given = z.nullish(z.string());
const Nobodys = z.nullish(
  z.object({ call_id: given, agent_id: given }).check(z.refine((call) => !call.call_id || !call.agent_id)),
);

/** Retell says null of what it does not know. */
const withoutNulls = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, withoutNulls(one)]])),
      )
    : value;

/**
 * A lifecycle event as a fact. Retell gives its events no ids: kind, call and content stand for one. Events of other kinds
 * are only stored; one that names no call or no agent is nobody's.
 * Refuses with `malformed_request` what is no event, or a lifecycle event that we cannot read.
 */
export const readRetellEvent =
  (by: Pick<Derivation, 'digest'>) =>
  (body: unknown, receivedAt: string): RetellFact => {
    const { event: type, call: told } = readVendor(RetellEvent, body, 'retell', 'event');
    const says = by.digest(JSON.stringify(body)).slice(0, 26);
    const occasion = (eventId: string): VendorEvent => ({ vendor: 'retell', eventId, type, receivedAt });
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    if (!kind) return { kind: 'stored-only', occasion: occasion(`${type}:${says}`) };
    if (Nobodys.safeParse(told).success) return { kind: 'ownerless', occasion: occasion(`${type}:${says}`) };
    const call = readVendor(ReportedCall, withoutNulls(told), 'retell', type);
    const entries = entriesOf(call);
    return {
      kind: 'call',
      occasion: occasion(`${type}:${call.call_id}:${says}`),
      callId: call.call_id,
      agentId: call.agent_id,
      number: numberOf(call),
      order: orderOf(call, kind, says),
      isEnd: kind.isEnd ?? false,
      fields: { ...fieldsOf(call, kind), userSpoke: userSpoke(call, entries) },
      transcript:
        call.transcript === undefined ? undefined : { text: call.transcript, turns: turnsOf(call, entries) },
      isRecorded: Boolean(call.recording_url),
      steps: entries && stepsOf(entries),
    };
  };
