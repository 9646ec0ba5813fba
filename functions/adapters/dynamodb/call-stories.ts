import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Call } from '../../domain/call/call.ts';
import type { CallStories, CallStory } from '../../domain/call/story.ts';
import type { Hold } from '../../domain/recording/recording.ts';
import type { Remark } from '../../domain/remark/remark.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { recordingIn } from './recordings.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';

/** A call and what stands beside it share a partition and a prefix: one Query tells its story. */
export const callStory = async (
  table: Table,
  businessId: BusinessId,
  id: CallId,
): Promise<CallStory | undefined> => {
  const { pk, sk } = keys.call(businessId, id);
  const rows = await rowsBelow(table, pk, sk);
  // An id that begins like this one is another call's.
  const at = <Noun extends { readonly v: 1 }>(key: { readonly sk: string }): Noun | undefined => {
    const row = rows.find((one) => one.sk === key.sk);
    return row && nounOf<Noun>(row as Noun & Record<string, unknown>);
  };
  const call = at<Call>({ sk });
  // Other rows share the partition, and an id may be spelled like their key: each is known by its own.
  if (call?.id !== id) return undefined;
  const recording = at<Parameters<typeof recordingIn>[0]>(keys.recording(businessId, id));
  return {
    call,
    recording: recording && recordingIn(recording),
    remark: at<Remark>(keys.remark(businessId, id)),
    hold: at<Hold>(keys.hold(businessId, id)),
  };
};

export const dynamoCallStories = (own: Table): CallStories => ({
  find: (businessId, id) => callStory(own, businessId, id),
});
