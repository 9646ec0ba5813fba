import type { CallId } from '../../contracts/ids.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { GoneBecause, Hold, Recording, RecordingPlace } from './recording.ts';

/** Audio that a worker has fetched and not kept yet: read as often as it takes, and discarded in the end. */
export type FetchedAudio = {
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
};

/** The vendor that recorded a call. */
export type RecordingSource = {
  /** Refuses with `vendor_unavailable` what may be there later. */
  fetch(
    callId: CallId,
  ): Promise<
    | { readonly kind: 'fetched'; readonly audio: FetchedAudio }
    | { readonly kind: 'gone'; readonly because: GoneBecause }
  >;
};

/** One object for each call, under a key made of business and call: a repeat takes its place. */
export type RecordingStore = {
  keep(place: RecordingPlace, audio: Pick<FetchedAudio, 'bytes' | 'read'>): Promise<void>;
  /** Of one that is not there: nothing. */
  remove(place: RecordingPlace): Promise<void>;
};

export type Recordings = {
  /** As it stands now. */
  find(place: RecordingPlace): Promise<Recording | undefined>;
  /**
   * Writes it, if nothing was changed meanwhile: `changed`. `left`: the business is closed, and nothing more is stored of
   * it. `held`: it was to expire, and has to be kept.
   */
  move(from: Recording, to: Recording): Promise<'moved' | 'changed' | 'left' | 'held'>;
};

export type Holds = {
  /** Writes it on record, if nothing was changed meanwhile and there still is a recording: else `changed`. */
  move(from: Hold | undefined, to: Hold, by: Accountable): Promise<'moved' | 'changed'>;
};

/** An address that opens a recording for some minutes, for whoever has it. */
export type RecordingAddress = { sign(place: RecordingPlace): Promise<string> };

/** Who has listened to what, and when: on record before anybody can. */
export type Listening = {
  note(place: RecordingPlace, by: Accountable, at: string): Promise<void>;
};
