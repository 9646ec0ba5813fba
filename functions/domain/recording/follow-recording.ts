import { Refusal } from '../errors.ts';
import type { FetchedAudio, RecordingSource, RecordingStore, Recordings } from './ports.ts';
import {
  copied,
  expired,
  isOverdue,
  lost,
  mayStillCome,
  type Recording,
  type RecordingPlace,
} from './recording.ts';
import { shapeOf } from './wav.ts';

export type FollowRecordingDeps = {
  readonly recordings: Recordings;
  readonly source: RecordingSource;
  readonly store: RecordingStore;
  readonly clock: { now(): number };
};

/**
 * Does what is due of a recording: copies it to us as long as the vendor has it, and lets it go when its time is over. Can
 * be cut off anywhere, repeated, and done twice at once: there is one object for each call, and one row says what it is.
 * Refuses with `vendor_unavailable` what may be there later.
 */
export const followRecording = ({ recordings, source, store, clock }: FollowRecordingDeps) => {
  const keep = async (waiting: Recording, audio: FetchedAudio): Promise<string> => {
    const shape = await shapeOf(audio.read());
    await store.keep(waiting, audio);
    const outcome = await recordings.move(
      waiting,
      copied(waiting, { bytes: audio.bytes, shape }, clock.now()),
    );
    if (outcome === 'moved') return shape ? 'copied' : 'copied without peaks';
    const now = outcome === 'left' ? undefined : await recordings.find(waiting);
    if (now?.state === 'ready') return 'done by another';
    // Of what is gone or was erased since nobody would ever remove the sound.
    await store.remove(waiting);
    return now ? 'ended by another' : 'business left';
  };

  const copy = async (waiting: Recording): Promise<string> => {
    const answer = await source.fetch(waiting.callId);
    if (answer.kind === 'gone') {
      const { because } = answer;
      if (mayStillCome(waiting, because, clock.now())) throw new Refusal('vendor_unavailable', { because });
      return recordings.move(waiting, lost(waiting, because, clock.now()));
    }
    try {
      return await keep(waiting, answer.audio);
    } finally {
      await answer.audio.discard();
    }
  };

  /** The row goes before the object: whoever dies between leaves the message to another. */
  const letGo = async (recording: Recording): Promise<string> => {
    if (recording.state === 'ready') {
      const outcome = await recordings.move(recording, expired(recording));
      if (outcome !== 'moved') return outcome;
    }
    await store.remove(recording);
    return 'expired';
  };

  return async (place: RecordingPlace): Promise<string> => {
    const recording = await recordings.find(place);
    if (!recording) {
      // Of somebody who died after the object and before the row, of which an erasure has left nothing.
      await store.remove(place);
      return 'nothing';
    }
    if (recording.state === 'waiting') return copy(recording);
    if (recording.state === 'expired' || isOverdue(recording, clock.now())) return letGo(recording);
    return 'nothing';
  };
};
