import type { CallEnded } from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, CallId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';

/** What Retell told us of a call. */
export type CallFact = {
  readonly kind: 'call';
  readonly occasion: VendorEvent;
  readonly callId: CallId;
  readonly agentId: string;
  /** The business's number; browser calls have none. */
  readonly number: string | undefined;
  /**
   * Sorts what Retell says of one call by when it was true, by Retell's own time: where two reports bring the same
   * field, the one with the greater order is right, whichever came first.
   */
  readonly order: string;
  /** The call is over. */
  readonly isEnd: boolean;
  readonly fields: CallFields;
  readonly transcript: Transcript | undefined;
  /** The vendor has a recording. */
  readonly isRecorded: boolean;
  /** What the agent did, in order; undefined where the report does not tell. */
  readonly steps: readonly ToolStep[] | undefined;
};

/** What somebody said, or a tool that the agent called, by its name; when, as far as the vendor says so. */
export type Turn = {
  readonly role: 'agent' | 'caller' | 'tool';
  readonly text: string;
  /** Since the call began. */
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
};

/** What was said on a call: as one text, and turn by turn. */
export type Transcript = { readonly text: string; readonly turns?: readonly Turn[] | undefined };

/** A tool that the agent called. */
export type ToolStep = {
  readonly tool: string;
  readonly wish: unknown;
  /** What we answered, as Retell noted it; undefined: nothing that could be read. */
  readonly answer: unknown;
};

/** What became of a tool that the agent called. */
export type ToolUse = {
  readonly tool: string;
  /** `ok`, or why not: a code of refusal, `no_answer`, or `unconfirmed` for a booking that none of our rows knows. */
  readonly answer: string;
  readonly appointmentId?: AppointmentId | undefined;
};

export type CallFields = {
  /** A call can be handed from one agent of a business to another. */
  readonly agentId?: string | undefined;
  readonly number?: string | undefined;
  readonly from?: string | undefined;
  readonly callType?: string | undefined;
  readonly direction?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  readonly durationMs?: number | undefined;
  /** One of Retell's reasons; `error_unknown` for one we do not know. */
  readonly disconnectionReason?: string | undefined;
  /** In Retell's own word. */
  readonly disconnectionReasonGiven?: string | undefined;
  readonly transfer?: 'started' | 'cancelled' | 'bridged' | 'ended' | undefined;
  /** Whether the caller said anything. */
  readonly userSpoke?: boolean | undefined;
  readonly summary?: string | undefined;
  readonly sentiment?: string | undefined;
  /** What Retell charged, in micro-dollars. */
  readonly costMicros?: number | undefined;
  /** Key of the transcript in the raw bucket. */
  readonly transcriptKey?: string | undefined;
  readonly tools?: readonly ToolUse[] | undefined;
};

/** What came of a call, by what our tools answered in it and never by what a model made of it afterwards. */
export type CallOutcome =
  | 'booked'
  /** A booking, or else the only tool that was asked, was refused: `outcomeCode` says why. */
  | 'refused'
  | 'texted'
  | 'looked_up'
  /** The caller spoke, and no tool was asked. */
  | 'no_tools'
  | 'no_speech'
  | 'not_connected';

export type Call = CallFields & {
  readonly v: 1;
  readonly id: CallId;
  readonly businessId: BusinessId;
  readonly agentId: string;
  /** Rises with every report. */
  readonly epoch: number;
  /** The order of the report that each field is from. */
  readonly asOf: Readonly<Record<string, string>>;
  /** Appointments of ours that were booked in this call, some of them perhaps cancelled since. */
  readonly appointmentIds: readonly AppointmentId[];
  /** A report has said that it was recorded: there is a row of that. */
  readonly isRecorded?: boolean | undefined;
  /** Known once the call is over. */
  readonly outcome?: CallOutcome | undefined;
  readonly outcomeCode?: string | undefined;
  /** ISO instant at which we first heard that it is over. */
  readonly heardOfEndAt?: string | undefined;
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
