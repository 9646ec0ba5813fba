import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Lists } from '../lists/ports.ts';
import type { Outcome } from './progress.ts';
import { DONE, type DoStep } from './work.ts';

/** Calls that came over the telephone and were answered, for finding out whether a line works. */
export type AnsweredCalls = {
  /** The first that began at `since` or later; undefined: none so far. */
  firstSince(businessId: BusinessId, since: string): Promise<CallId | undefined>;
};

export const answeredCalls = (lists: Pick<Lists, 'calls'>): AnsweredCalls => ({
  async firstSince(businessId, since) {
    const { items } = await lists.calls(businessId, { limit: 25, from: since });
    return items.find(
      ({ callType, outcome, endedAt }) =>
        callType === 'phone_call' && endedAt !== undefined && outcome !== 'not_connected',
    )?.id;
  },
});

/** Ends of calls are told at once; this is for when that word is lost. */
const ASK_AGAIN_MS = 5 * 60_000;

const waiting = (waitsFor: 'call' | 'forwarded-call'): Outcome => ({
  kind: 'waiting',
  waitsFor,
  afterMs: ASK_AGAIN_MS,
});

/** Somebody has called the number, and the agent has answered. */
export const awaitTestCall =
  (calls: AnsweredCalls): DoStep<'test-call'> =>
  async ({ onboarding, business, keep }) => {
    const callId = await calls.firstSince(business.id, onboarding.startedAt);
    if (callId === undefined) return waiting('call');
    await keep({ callId });
    return DONE;
  };

/**
 * The owner has set forwarding up and calls their own number: that call must come here. It counts from when the owner said
 * so; who calls the new number in its place deceives nobody but themselves.
 */
export const awaitForwardedCall =
  (calls: AnsweredCalls): DoStep<'forwarding'> =>
  async ({ step: { given }, business, keep }) => {
    if (!given) return { kind: 'waiting', waitsFor: 'carrier-name' };
    const callId = await calls.firstSince(business.id, given.since);
    if (callId === undefined) return waiting('forwarded-call');
    await keep({ callId });
    return DONE;
  };
