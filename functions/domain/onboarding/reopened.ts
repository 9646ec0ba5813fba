import type { StepName } from '../../contracts/onboarding.ts';
import type { Described } from '../business/ports.ts';
import { isLeaving, type Onboarding } from './onboarding.ts';

/** Done before it was written down that carriers take its texts. */
const isClearanceLost = ({ steps }: Onboarding, { clearedForTexts, messaging }: Described): boolean =>
  steps.texting.state === 'done' && messaging !== undefined && clearedForTexts?.number !== messaging.from;

/** Steps that were done and do not hold any more, by what an event of that name tells of. */
const overtakenBy = (
  name: string,
  { steps }: Onboarding,
  { owner, billing }: Described,
): StepName | undefined => {
  switch (name) {
    // Carriers may have ended what they had accepted.
    case 'provision.told':
      return 'texting';
    // Whose phone rings where we cannot be reached: it may be a stranger's by now.
    case 'settings.changed':
      return steps.line.made.forwardsTo === owner.transferNumber ? undefined : 'line';
    // Nothing is bought for who pays no longer, and whoever comes back finds a way to.
    case 'subscription.changed':
      return billing?.subscription === 'cancelled' ? 'subscription' : undefined;
    default:
      return undefined;
  }
};

/** With the step to be done again that an event has overtaken; the same where there is none. Who is at work on it goes on after. */
export const reopened = (onboarding: Onboarding, event: string, business: Described): Onboarding => {
  if (isLeaving(onboarding)) return onboarding;
  const lost = isClearanceLost(onboarding, business) ? 'texting' : undefined;
  const name = overtakenBy(event, onboarding, business) ?? lost;
  if (name === undefined) return onboarding;
  const step = onboarding.steps[name];
  if (step.state !== 'done' && step.state !== 'working') return onboarding;
  // What carriers have rejected is handed in anew when a person says so: of them this is no word.
  const isOfPeople = name !== 'texting';
  const meanwhile = isOfPeople ? {} : { isOvertaken: true };
  const again = step.state === 'done' ? { state: 'todo', doneAt: undefined } : meanwhile;
  return {
    ...onboarding,
    version: onboarding.version + 1,
    steps: {
      ...onboarding.steps,
      [name]: { ...step, ...again, wish: isOfPeople ? step.wish + 1 : step.wish },
    },
  };
};
