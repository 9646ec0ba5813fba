import type { Answers } from '../../contracts/api/answers.ts';
import type { callRoutes } from '../../contracts/api/calls.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { CallStories } from '../call/story.ts';
import { Refusal } from '../errors.ts';
import type { Holds, Listening, RecordingAddress } from './ports.ts';
import { isPlayable, PLAYED_SECONDS, type RecordingPlace } from './recording.ts';

export type OfRecordings = {
  readonly stories: CallStories;
  readonly holds: Holds;
  readonly listening: Listening;
  readonly recordingAddress: RecordingAddress;
};

/** What each route of recordings does. */
export const recordingAnswers = ({
  of,
}: {
  readonly of: (business: BusinessId) => Promise<OfRecordings>;
}): Pick<Answers<typeof callRoutes>, 'playRecording' | 'holdRecording'> => {
  /** Refuses what cannot be heard now. */
  const playable = async (own: OfRecordings, { businessId, callId }: RecordingPlace, nowMs: number) => {
    const story = await own.stories.find(businessId, callId);
    if (!story) throw new Refusal('call_not_found');
    if (!story.recording || !isPlayable(story.recording, story.hold, nowMs))
      throw new Refusal('recording_not_found');
    return story;
  };

  return {
    async playRecording({ path, caller, nowMs }) {
      const own = await of(path.businessId);
      await playable(own, path, nowMs);
      const url = await own.recordingAddress.sign(path);
      await own.listening.note(path, `person:${caller.personId}`, new Date(nowMs).toISOString());
      return { url, endsAt: new Date(nowMs + PLAYED_SECONDS * 1000).toISOString() };
    },

    async holdRecording({ path, body: { held, reason }, caller, nowMs }) {
      const own = await of(path.businessId);
      const { hold } = await playable(own, path, nowMs);
      const isSame = (hold?.isHeld ?? false) === held && (!held || hold?.reason === reason);
      const since = new Date(nowMs).toISOString();
      // Whoever lets go of what nobody held has changed nothing.
      if (isSame) return hold ?? { isHeld: false, reason, since };
      const to = {
        v: 1,
        businessId: path.businessId,
        callId: path.callId,
        version: (hold?.version ?? 0) + 1,
        isHeld: held,
        reason,
        since,
      } as const;
      if ((await own.holds.move(hold, to, `person:${caller.personId}`)) === 'changed')
        throw new Refusal('changed_meanwhile');
      return to;
    },
  };
};
