import { STEP_NAMES } from '../../contracts/onboarding.ts';
import type { Onboarding, Steps } from '../onboarding/onboarding.ts';

/** Nothing is begun for it any more; who is at work finds it so before they ask a vendor for anything else. */
export const closingOnboarding = (onboarding: Onboarding): Onboarding => ({
  ...onboarding,
  version: onboarding.version + 1,
  state: 'closing',
});

const AT_VENDORS = ['subscription', 'number', 'agent', 'line', 'texting'];

/** All that was made for it is taken back. */
export const closedOnboarding = (onboarding: Onboarding): Onboarding => ({
  ...onboarding,
  version: onboarding.version + 1,
  state: 'closed',
  steps: Object.fromEntries(
    STEP_NAMES.map((name) => {
      const step = onboarding.steps[name];
      const isUndone = AT_VENDORS.includes(name) && Object.keys(step.made).length > 0;
      const rest = { claimedAt: undefined, dueAt: undefined, waitsFor: undefined, problem: undefined };
      return [name, isUndone ? { ...step, ...rest, state: 'undone' } : step];
    }),
  ) as unknown as Steps,
});
