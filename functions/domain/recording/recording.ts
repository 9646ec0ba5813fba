import type { CallRecorded } from '../../contracts/events.ts';
import type { BusinessId, CallId } from '../../contracts/ids.ts';
import { RECORDING_KEPT_DAYS } from '../../contracts/retention.ts';
import type { DerivedIds } from '../derived-ids.ts';

/** Whose recording of which call. */
export type RecordingPlace = { readonly businessId: BusinessId; readonly callId: CallId };

/** Why there is nothing to hear of a call that was recorded: the vendor has it no more, or gave us what we do not take. */
export type GoneBecause = 'not_kept' | 'link_gone' | 'too_large' | 'empty';

/** How loud a recording is, from its beginning to its end. */
export type Shape = {
  readonly durationMs: number;
  /** At most `MOST_PEAKS`, 0 to 100. */
  readonly peaks: readonly number[];
};

/** What we have of a call to be heard: a row of its own, which no late report of the call can lose. */
export type Recording = RecordingPlace & {
  readonly v: 1;
  /** Rises with every change. */
  readonly version: number;
  readonly state: 'waiting' | 'ready' | 'gone' | 'expired';
  /** ISO instant at which we first heard of it. */
  readonly heardAt: string;
  readonly because?: GoneBecause | undefined;
  /** ISO instant at which it was copied, or known to be gone. */
  readonly settledAt?: string | undefined;
  /** ISO instant at which it goes, unless it is held. */
  readonly keptUntil?: string | undefined;
  readonly bytes?: number | undefined;
  /** Absent where the audio is of a kind that we cannot read: it can be heard all the same. */
  readonly shape?: Shape | undefined;
};

/** That a recording has to be kept beyond its time. */
export type Hold = RecordingPlace & {
  readonly v: 1;
  readonly version: number;
  readonly isHeld: boolean;
  readonly reason: string;
  /** ISO instant. */
  readonly since: string;
};

/** How long an address opens a recording: as a browser needs to begin, and to go on where somebody seeks. */
export const PLAYED_SECONDS = 300;

const DAY_MS = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

export const newRecording = (place: RecordingPlace, heardAt: string): Recording => ({
  v: 1,
  businessId: place.businessId,
  callId: place.callId,
  version: 1,
  state: 'waiting',
  heardAt,
});

export const copied = (
  recording: Recording,
  { bytes, shape }: { readonly bytes: number; readonly shape: Shape | undefined },
  now: number,
): Recording => ({
  ...recording,
  version: recording.version + 1,
  state: 'ready',
  settledAt: iso(now),
  keptUntil: iso(now + RECORDING_KEPT_DAYS * DAY_MS),
  bytes,
  shape,
});

export const lost = (recording: Recording, because: GoneBecause, now: number): Recording => ({
  ...recording,
  version: recording.version + 1,
  state: 'gone',
  because,
  settledAt: iso(now),
});

/** The vendor's report of a call may be faster than its storage: before that nothing is taken for lost that is not there. */
const THERE_WITHIN_MS = 30 * 60_000;

/** Whether what the vendor does not have now may be there later. */
export const mayStillCome = ({ heardAt }: Recording, because: GoneBecause, now: number): boolean =>
  (because === 'not_kept' || because === 'link_gone') && now - Date.parse(heardAt) < THERE_WITHIN_MS;

export const expired = (recording: Recording): Recording => ({
  ...recording,
  version: recording.version + 1,
  state: 'expired',
  shape: undefined,
});

export const isOverdue = ({ state, keptUntil }: Recording, now: number): boolean =>
  state === 'ready' && keptUntil !== undefined && Date.parse(keptUntil) <= now;

/** Whether it may be heard: what is held may be beyond its time. */
export const isPlayable = (recording: Recording, hold: Hold | undefined, now: number): boolean =>
  recording.state === 'ready' && (hold?.isHeld === true || !isOverdue(recording, now));

/** As it is told: what is overdue is called expired though its turn has not come yet. */
export const stateOf = (recording: Recording, hold: Hold | undefined, now: number): Recording['state'] =>
  recording.state === 'ready' && !isPlayable(recording, hold, now) ? 'expired' : recording.state;

export const callRecorded = (
  ids: DerivedIds,
  { businessId, callId }: RecordingPlace,
  at: string,
): CallRecorded => ({
  v: 1,
  id: ids.event('call.recorded', businessId, callId),
  name: 'call.recorded',
  businessId,
  callId,
  at,
  correlationId: callId,
});
