import type { Answers } from '../../contracts/api/answers.ts';
import type { callRoutes } from '../../contracts/api/calls.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Lists } from '../lists/ports.ts';
import { type OfRecordings, recordingAnswers } from '../recording/answer-recordings.ts';
import { isPlayable, stateOf } from '../recording/recording.ts';
import { type OfRemarks, remarkAnswers } from '../remark/answer-remarks.ts';
import type { ToolUse, Transcript } from './call.ts';
import { hasTranscript } from './has-transcript.ts';
import { matchCall } from './match-call.ts';
import type { TranscriptReader } from './ports.ts';
import type { CallStories, CallStory } from './story.ts';

export type OfCalls = OfRecordings &
  OfRemarks & {
    readonly lists: Lists;
    readonly stories: CallStories;
    readonly transcripts: TranscriptReader;
  };

/** The last tools are on the call's row, and all of them in its transcript: they end together. */
const toolsOf = (tools: readonly ToolUse[], transcript: Transcript | undefined) => {
  const turns = (transcript?.turns ?? []).filter(({ role }) => role === 'tool');
  return tools.map(({ tool, answer, appointmentId }, index) => {
    const turn = turns.at(index - tools.length);
    return { name: tool, answer, appointmentId, atMs: turn?.text === tool ? turn.startMs : undefined };
  });
};

const recordingOf = ({ recording, hold }: CallStory, nowMs: number) => {
  const isHeld = hold?.isHeld === true;
  const held = { isHeld, heldBecause: isHeld ? hold.reason : undefined };
  if (!recording) return { state: 'none' as const, ...held };
  const { because, shape, keptUntil } = recording;
  return { state: stateOf(recording, hold, nowMs), because, ...shape, keptUntil, ...held };
};

/** What each route of calls does. */
export const callAnswers = ({
  of,
}: {
  readonly of: (business: BusinessId) => Promise<OfCalls>;
}): Answers<typeof callRoutes> => ({
  ...recordingAnswers({ of }),
  ...remarkAnswers({ of }),

  async listCalls({ path: { businessId }, query: { outcome, stage, words, ...wanted }, nowMs }) {
    const { lists } = await of(businessId);
    const { items, next } = await lists.callStories(businessId, wanted, matchCall({ outcome, stage, words }));
    const lines = items.map(({ call, recording, remark, hold }) => ({
      ...call,
      mark: remark?.mark,
      hasRecording: recording !== undefined && isPlayable(recording, hold, nowMs),
    }));
    return { items: lines, next };
  },

  async showCall({ path: { businessId, callId }, nowMs }) {
    const { stories, transcripts, lists } = await of(businessId);
    const story = await stories.find(businessId, callId);
    if (!story) throw new Refusal('call_not_found');
    const { call, remark } = story;
    const transcript = hasTranscript(call, nowMs) ? await transcripts.read(call.transcriptKey) : undefined;
    const tools = toolsOf(call.tools ?? [], transcript);
    const booking = tools.find(({ appointmentId }) => appointmentId !== undefined);
    // Where the transcript does not say when, the fee's evidence does.
    const [appointmentId] = call.appointmentIds;
    const booked =
      booking?.atMs === undefined && appointmentId !== undefined && transcript !== undefined
        ? await lists.story(businessId, appointmentId)
        : undefined;
    return {
      ...call,
      transcript: transcript?.text,
      transcriptTurns: transcript?.turns,
      tools,
      bookedAtMs: booking?.atMs ?? booked?.fee?.evidence.callOffsetMs,
      recording: recordingOf(story, nowMs),
      mark: remark?.mark,
      feedback: remark?.feedback,
    };
  },
});
