import type { StepName } from '../../contracts/onboarding.ts';
import type { Described } from '../business/ports.ts';
import type { Given, Made, Onboarding, StepOf } from './onboarding.ts';
import type { Outcome } from './progress.ts';

/** What a piece of work on a step goes by. */
export type Work<Name extends StepName> = {
  readonly step: StepOf<Name>;
  readonly onboarding: Onboarding;
  readonly business: Described;
  readonly now: () => number;
  /**
   * Remembers what a vendor has made, at once: whoever goes on after a crash finds it here. Ends the work where somebody else
   * has taken it over. `unsay`: what of the person's words has served and is to stand nowhere any more; it is given what stands
   * there at that moment, which may be newer.
   */
  readonly keep: (made: Partial<Made<Name>>, unsay?: (given: Given<Name>) => Given<Name>) => Promise<void>;
};

/** Can be done twice, and goes on wherever it was cut off: everything is looked for before it is made. */
export type DoStep<Name extends StepName> = (work: Work<Name>) => Promise<Outcome>;

export const DONE: Outcome = { kind: 'done' };
