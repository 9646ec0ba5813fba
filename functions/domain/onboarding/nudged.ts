import { STEP_NAMES, type WaitsFor } from '../../contracts/onboarding.ts';
import { isLeaving, type Onboarding } from './onboarding.ts';

/** As what each kind of news may be waited for; nobody waits for news of another kind. */
const NEWS_FOR: Readonly<Record<string, readonly WaitsFor[]>> = {
  'subscription.changed': ['payment'],
  'provision.told': ['number-order', 'pin', 'brand-review', 'campaign-review', 'assignment'],
  'call.ended': ['call', 'forwarded-call'],
};

/**
 * Something has come that steps may wait for: those are looked at now. No other is, whose vendors would be asked for nothing, or
 * sooner than a request that was not answered is over. Nothing goes on for a business that leaves.
 */
export const nudged = (onboarding: Onboarding, event: string): Onboarding => {
  if (isLeaving(onboarding)) return onboarding;
  const news = NEWS_FOR[event] ?? [];
  const waiting = STEP_NAMES.filter((name) => {
    const { state, epoch, waitsFor } = onboarding.steps[name];
    return state === 'waiting' && epoch > 0 && waitsFor !== undefined && news.includes(waitsFor);
  });
  if (waiting.length === 0) return onboarding;
  const steps = Object.fromEntries(
    waiting.map((name) => [name, { ...onboarding.steps[name], state: 'todo', dueAt: undefined }]),
  );
  return { ...onboarding, version: onboarding.version + 1, steps: { ...onboarding.steps, ...steps } };
};
