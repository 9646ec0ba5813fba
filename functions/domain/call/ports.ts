import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { CallFact, CallFields } from './call.ts';

export type Calls = {
  /**
   * Stores the event and adds its fields to the call, together, once: false when this event was stored before.
   * `endedAt` announces call.ended, as of that ISO instant.
   */
  record(
    businessId: BusinessId,
    fact: CallFact,
    fields: CallFields,
    endedAt: string | undefined,
  ): Promise<boolean>;
};

export type Transcripts = {
  /** Keeps a transcript and answers its key. The same transcript of the same call has the same key. */
  keep(businessId: BusinessId, callId: CallId, transcript: string): Promise<string>;
};
