import type { BusinessId, CallId } from '../../functions/contracts/ids.ts';
import { followRecording } from '../../functions/domain/recording/follow-recording.ts';
import type { RecordingSource, Recordings } from '../../functions/domain/recording/ports.ts';
import {
  type GoneBecause,
  newRecording,
  type Recording,
} from '../../functions/domain/recording/recording.ts';
import { soundOf } from '../../scripts/local/vendors/retell/recording.ts';
import { MONDAY_MORNING as NOW } from './builders.ts';

export const place = { businessId: 'biz_12345678' as BusinessId, callId: 'call_1' as CallId };
export const waiting = newRecording(place, new Date(NOW).toISOString());

type Fetched = Awaited<ReturnType<RecordingSource['fetch']>>;

/** A recording in memory; `dies` at the step of that name, once. */
export const aRecordingWorld = (
  given: { row?: Recording; bytes?: Buffer; gone?: GoneBecause; hasLeft?: boolean; isHeld?: boolean } = {},
) => {
  const state = {
    row: 'row' in given ? given.row : waiting,
    object: undefined as Buffer | undefined,
    puts: 0,
    discarded: 0,
    now: NOW,
    dies: undefined as string | undefined,
    isHeld: given.isHeld ?? false,
    fetched: undefined as (() => Promise<void>) | undefined,
  };
  const step = (name: string): void => {
    if (state.dies !== name) return;
    state.dies = undefined;
    throw new Error(`died at ${name}`);
  };
  const recordings: Recordings = {
    find: async () => state.row,
    async move(from, to) {
      step('before the row');
      if (state.row?.version !== from.version) return 'changed';
      if (to.state === 'expired' ? state.isHeld : given.hasLeft)
        return to.state === 'expired' ? 'held' : 'left';
      state.row = to;
      step('after the row');
      return 'moved';
    },
  };
  const bytes = given.bytes ?? soundOf([], 2);
  const source: RecordingSource = {
    async fetch(): Promise<Fetched> {
      if (given.gone) return { kind: 'gone', because: given.gone };
      const audio = {
        bytes: bytes.length,
        async *read() {
          yield bytes;
        },
        async discard() {
          state.discarded += 1;
        },
      };
      await state.fetched?.();
      return { kind: 'fetched', audio };
    },
  };
  const store = {
    async keep() {
      step('before the object');
      state.object = bytes;
      state.puts += 1;
      step('after the object');
    },
    async remove() {
      state.object = undefined;
      step('after the object went');
    },
  };
  const follow = followRecording({ recordings, source, store, clock: { now: () => state.now } });
  return { state, follow: () => follow(place) };
};
