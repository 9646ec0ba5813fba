import type { BusinessId, ExportId } from '../../contracts/ids.ts';
import { followSettings } from '../agent/follow-settings.ts';
import type { PublishDeps } from '../agent/publish-agent.ts';
import { publishForOnboarding } from '../agent/publish-for-onboarding.ts';
import { type MakeExportDeps, makeExport } from '../export/make-export.ts';
import type { CapDeps } from '../limit/count-today.ts';
import type { Lists } from '../lists/ports.ts';
import { answeredCalls } from '../onboarding/await-call.ts';
import { type ContinueDeps, continueOnboarding } from '../onboarding/continue-onboarding.ts';
import { onboardingSteps, type StepDeps } from '../onboarding/onboarding-steps.ts';
import { countedPins } from '../provision/counted-pins.ts';
import { limitedProofs } from '../provision/limited-proofs.ts';
import { type Trials, trialPlan } from '../subscription/trial.ts';
import { type ClosingDeps, continueClosing } from './continue-closing.ts';
import { type EraseDeps, eraseBusiness } from './erase-business.ts';

export type BringOnOrCloseDeps = Omit<ContinueDeps, 'steps'> &
  Omit<StepDeps, 'calls' | 'countPin' | 'publishAgent' | 'trials'> &
  PublishDeps &
  Omit<ClosingDeps, 'trials'> &
  EraseDeps &
  MakeExportDeps & {
    readonly trialRows: Trials;
    readonly lists: Pick<Lists, 'calls'>;
    /** How many codes a phone is sent a day. */
    readonly limits: CapDeps;
  };

/**
 * Two things that owe each other nothing: what keeps one of them from being done keeps the other from nothing. Where both fail it is no
 * `Refusal`: that of the one may be no matter, and the other is to come back.
 */
const both = async (one: Promise<string>, other: Promise<string>): Promise<string> => {
  const ended = await Promise.allSettled([one, other]);
  const errors = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('; '));
  if (errors.length > 0) throw errors[0];
  return ended.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value] : [])).join(' ');
};

/**
 * A business comes to its line or gives it up, and callers hear what its owner has changed, by one worker: nothing else
 * buys, makes or releases anything at vendors.
 */
export const bringOnOrClose = (given: BringOnOrCloseDeps) => {
  const { limits, clock, lists } = given;
  const trials = trialPlan({ trials: given.trialRows, by: limits.by, clock });
  const deps = { ...given, trials };
  const steps = onboardingSteps({
    ...deps,
    proofs: limitedProofs({ proofs: given.proofs, limits, clock }),
    countPin: countedPins(limits, clock),
    calls: answeredCalls(lists),
    publishAgent: publishForOnboarding(given),
  });
  const bringOn = continueOnboarding({ ...deps, steps });
  const close = continueClosing(deps);
  const follow = followSettings(given);
  const erase = eraseBusiness(deps);
  const archive = makeExport(deps);
  return async (event: {
    readonly businessId: BusinessId;
    readonly name: string;
    readonly exportId?: ExportId | undefined;
  }): Promise<string> => {
    const { name, businessId, exportId } = event;
    if (name === 'erasure.requested') return erase(event);
    if (exportId !== undefined) return archive({ businessId, exportId });
    if (name === 'agent.chosen') return follow({ businessId, name });
    if (name === 'settings.changed') return both(bringOn(event), follow({ businessId, name }));
    const broughtOn = name === 'closing.requested' ? '' : await bringOn(event);
    const mayEndIt = name === 'closing.requested' || name === 'subscription.changed';
    return [broughtOn, mayEndIt ? await close(event) : ''].filter(Boolean).join(' ');
  };
};
