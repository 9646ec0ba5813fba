import type { BusinessId } from '../../contracts/ids.ts';
import type { StepName } from '../../contracts/onboarding.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import { Refusal } from '../errors.ts';
import { isLeaving, isOver, NEEDS, type Onboarding, SKIPPABLE } from './onboarding.ts';
import type { Onboardings } from './ports.ts';

const MOST_READINGS = 8;

/** Refuses with `step_not_open`: it cannot be told anything (any more), or not yet. */
export const checkOpen = (
  onboarding: Onboarding,
  name: StepName,
  { mayBeDone = false }: { readonly mayBeDone?: boolean } = {},
): void => {
  const { steps } = onboarding;
  const isTooEarly = NEEDS[name].some((needed) => !isOver(steps[needed]));
  const isTooLate = isOver(steps[name]) && !(mayBeDone || SKIPPABLE.includes(name));
  if (isLeaving(onboarding) || isTooEarly || isTooLate) throw new Refusal('step_not_open', { step: name });
};

/** A partner speaks for an owner who is yet to come, and no longer: nothing is changed behind an owner's back. */
const speaksForOwner = (actor: Accountable): boolean => actor.startsWith('partner:');

/**
 * Writes what somebody has said of a step, as it stands now and on record; whoever is faster is read again. `by` answers the same
 * onboarding where there is nothing to change. Refuses with `onboarding_not_found`, with `owner_took_over` where a partner says it
 * of a business that is somebody's, and with `busy_try_again` when others kept writing.
 */
export const changeOnboarding =
  (onboardings: Onboardings) =>
  async (
    businessId: BusinessId,
    step: StepName,
    actor: Accountable,
    by: (now: Onboarding) => Onboarding,
  ): Promise<Onboarding> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const from = await onboardings.find(businessId);
      if (!from) throw new Refusal('onboarding_not_found');
      const to = by(from);
      if (to === from) return from;
      const outcome = await onboardings.move(from, to, { actor, step, unlessOwned: speaksForOwner(actor) });
      if (outcome === 'moved') return to;
      if (outcome === 'taken over') throw new Refusal('owner_took_over', { businessId });
    }
    throw new Refusal('busy_try_again', { businessId });
  };
