import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Recording } from '../recording/recording.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Call, Transcript } from './call.ts';

export type Calls = {
  /** As it stands at this moment. */
  find(businessId: BusinessId, id: CallId): Promise<Call | undefined>;
  /**
   * Stores the event and the call as it makes it, together. `changed`: the call was written since it was read.
   * `repeated`: this event was stored before, and nothing was written. Where the end `isAwaited`, announces call.ended with
   * the first report that says so. `recording`: heard of now, written with it and announced.
   */
  save(
    from: Call | undefined,
    to: Call,
    occasion: VendorEvent,
    news: { readonly isAwaited: boolean; readonly recording?: Recording | undefined },
  ): Promise<'saved' | 'changed' | 'repeated'>;
};

export type Transcripts = {
  /**
   * Keeps a transcript and answers its key. The same transcript of the same call has the same key: what is kept under the
   * `known` one is not kept again.
   */
  keep(
    businessId: BusinessId,
    callId: CallId,
    transcript: Transcript,
    known: string | undefined,
  ): Promise<string>;
};

export type TranscriptReader = {
  /** By the key that the call's row has. */
  read(key: string): Promise<Transcript | undefined>;
};
