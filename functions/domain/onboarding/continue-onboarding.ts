import type { BusinessId } from '../../contracts/ids.ts';
import type { StepName } from '../../contracts/onboarding.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { nudged } from './nudged.ts';
import type { Given, Made, Onboarding, Problem } from './onboarding.ts';
import type { Onboardings } from './ports.ts';
import { claimed, nextStep, type Outcome, settled, unsaid, withMade } from './progress.ts';
import { reopened } from './reopened.ts';
import type { DoStep } from './work.ts';

export type ContinueDeps = {
  readonly onboardings: Onboardings;
  readonly settings: Pick<Settings, 'find'>;
  readonly steps: { readonly [Name in StepName]: DoStep<Name> };
  readonly clock: { now(): number };
};

/** So many steps there are, each looked at twice: whoever gets further goes in circles. */
const MOST_PIECES = 24;
const MOST_READINGS = 12;
/** Until then nobody can say that a request that was not answered was not done: the next look would make a second one. */
const UNKNOWN_FOR_MS = 2 * 60_000;

/** Events after which something that was done may not hold any more. */
const TELLS_OF_CHANGE: readonly string[] = ['settings.changed', 'subscription.changed', 'provision.told'];

/** Whoever takes it all back need not wait for the claim to grow old. */
const GIVEN_BACK: Outcome = { kind: 'waiting', waitsFor: 'retry' };

/** Somebody else works on the step: what this one wanted to write is not written. */
class Overtaken extends Error {}

/** What a failure of a vendor means for a step; undefined: it is no such failure. */
const outcomeOf = (error: unknown): Outcome | undefined => {
  if (!(error instanceof Refusal)) return undefined;
  const { vendor, because, message } = error.facts as Readonly<Record<string, unknown>>;
  const detail = [vendor, message ?? because].filter((one) => typeof one === 'string').join(': ');
  const problem = (code: Problem['code']): Problem => ({ code, ...(detail && { detail }) });
  switch (error.code) {
    case 'vendor_refused':
      return { kind: 'stuck', problem: problem('vendor_refused') };
    case 'vendor_unavailable':
      return { kind: 'later', problem: problem('vendor_down') };
    case 'vendor_outcome_unknown':
      return { kind: 'later', problem: problem('vendor_down'), atLeastMs: UNKNOWN_FOR_MS };
    default:
      return undefined;
  }
};

/**
 * Does whatever can be done now to bring a business to its line, a step after the other, each claimed before anything is
 * asked of a vendor. It can be cut off anywhere and asked for twice at once: a claim whose end nobody wrote is taken over when it
 * is old, and looks first at what there is. Does nothing where there is nothing to do.
 */
export const continueOnboarding = ({ onboardings, settings, steps, clock }: ContinueDeps) => {
  /** Changes it as it stands now; undefined: there is nothing to change. */
  const change = async (
    businessId: BusinessId,
    by: (now: Onboarding) => Onboarding | undefined,
  ): Promise<Onboarding | undefined> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const from = await onboardings.find(businessId);
      const to = from && by(from);
      if (!from || !to) return undefined;
      if (to === from) return from;
      if ((await onboardings.move(from, to)) === 'moved') return to;
    }
    throw new Refusal('busy_try_again', { businessId });
  };

  const work = async <Name extends StepName>(onboarding: Onboarding, name: Name): Promise<void> => {
    const { businessId } = onboarding;
    const step = onboarding.steps[name];
    const whileClaimed = async (by: (now: Onboarding) => Onboarding): Promise<void> => {
      const is = (now: Onboarding) =>
        now.steps[name].epoch === step.epoch && now.steps[name].state === 'working';
      const to = await change(businessId, (now) => (is(now) ? by(now) : undefined));
      // Nothing more is made for a business that leaves.
      if (!to || to.state === 'closing') throw new Overtaken();
    };
    const business = await settings.find(businessId);
    if (!business) throw new Refusal('business_not_found', { businessId });
    let made = step.made;
    const keep = async (
      more: Partial<Made<Name>>,
      unsay?: (given: Given<Name>) => Given<Name>,
    ): Promise<void> => {
      made = { ...made, ...more };
      await whileClaimed((now) => {
        const remembered = withMade(now, name, more);
        const kept = unsay ? unsaid(remembered, name, unsay) : remembered;
        return now.state === 'closing' ? settled(kept, name, GIVEN_BACK, step.wish, clock.now()) : kept;
      });
    };
    const run = steps[name] as DoStep<Name>;
    let outcome: Outcome | undefined;
    try {
      outcome = await run({ step, onboarding, business, now: () => clock.now(), keep });
    } catch (error) {
      if (error instanceof Overtaken) throw error;
      outcome = outcomeOf(error);
      if (!outcome) throw error;
    }
    const ended = outcome;
    await whileClaimed((now) => settled(now, name, ended, step.wish, clock.now()));
  };

  return async (event: { readonly businessId: BusinessId; readonly name: string }): Promise<string> => {
    const { businessId, name } = event;
    if (TELLS_OF_CHANGE.includes(name)) {
      const business = await settings.find(businessId);
      if (business) await change(businessId, (now) => reopened(now, name, business));
    }
    await change(businessId, (now) => nudged(now, name));
    const did: string[] = [];
    for (let piece = 1; piece <= MOST_PIECES; piece += 1) {
      let next: StepName | undefined;
      const onboarding = await change(businessId, (now) => {
        next = nextStep(now, clock.now());
        return next && claimed(now, next, clock.now());
      });
      if (!onboarding || next === undefined) break;
      try {
        await work(onboarding, next);
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
        break;
      }
      did.push(next);
    }
    return did.join(' ');
  };
};
