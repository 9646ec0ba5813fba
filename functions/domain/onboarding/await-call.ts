import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Described } from '../business/ports.ts';
import type { Lists } from '../lists/ports.ts';
import type { Outcome } from './progress.ts';
import { DONE, type DoStep } from './work.ts';

/** Calls that came over the telephone and were answered, for finding out whether a line works. */
export type AnsweredCalls = {
  /** The first that began at `since` or later; undefined: none so far. */
  firstSince(businessId: BusinessId, since: string): Promise<CallId | undefined>;
};

export type AwaitedCalls = {
  /** Has the end of every call to the number announced that is heard of before `until` (ISO instant). A repeat moves it. */
  awaitUntil(businessId: BusinessId, e164: string, until: string): Promise<void>;
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
/** Until well after the next look, which may come late. */
const ANNOUNCED_FOR_MS = 3 * ASK_AGAIN_MS;

export type AwaitDeps = { readonly calls: AnsweredCalls; readonly awaited: AwaitedCalls };

/** Ends of calls are announced to who waits for one and else to nobody. Asked for before the look: no call falls between. */
const firstSince = async (
  { calls, awaited }: AwaitDeps,
  { id, numbers = [] }: Described,
  since: string,
  now: number,
): Promise<CallId | undefined> => {
  const until = new Date(now + ANNOUNCED_FOR_MS).toISOString();
  for (const number of numbers) await awaited.awaitUntil(id, number, until);
  return calls.firstSince(id, since);
};

const waiting = (waitsFor: 'call' | 'forwarded-call'): Outcome => ({
  kind: 'waiting',
  waitsFor,
  afterMs: ASK_AGAIN_MS,
});

/** Somebody has called the number, and the agent has answered. */
export const awaitTestCall =
  (deps: AwaitDeps): DoStep<'test-call'> =>
  async ({ onboarding, business, keep, now }) => {
    const callId = await firstSince(deps, business, onboarding.startedAt, now());
    if (callId === undefined) return waiting('call');
    await keep({ callId });
    return DONE;
  };

/**
 * The owner has set forwarding up and calls their own number: that call must come here. It counts from when the owner said
 * so; who calls the new number in its place deceives nobody but themselves.
 */
export const awaitForwardedCall =
  (deps: AwaitDeps): DoStep<'forwarding'> =>
  async ({ step: { given }, business, keep, now }) => {
    if (!given) return { kind: 'waiting', waitsFor: 'carrier-name' };
    const callId = await firstSince(deps, business, given.since, now());
    if (callId === undefined) return waiting('forwarded-call');
    await keep({ callId });
    return DONE;
  };
