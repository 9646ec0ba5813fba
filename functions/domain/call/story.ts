import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Hold, Recording } from '../recording/recording.ts';
import type { Remark } from '../remark/remark.ts';
import type { Call } from './call.ts';

/** A call with what stands beside it. */
export type CallStory = {
  readonly call: Call;
  readonly recording: Recording | undefined;
  readonly remark: Remark | undefined;
  readonly hold: Hold | undefined;
};

export type CallStories = {
  /** As it all stands at this moment. */
  find(businessId: BusinessId, id: CallId): Promise<CallStory | undefined>;
};
