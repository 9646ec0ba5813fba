import type { BusinessId } from '../../contracts/ids.ts';
import type { ClosingEnd } from '../../contracts/leaving.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Onboardings } from '../onboarding/ports.ts';
import { newOnboarding } from '../onboarding/progress.ts';
import { type Closing, hastened, newClosing } from './closing.ts';
import { closingOnboarding } from './closing-onboarding.ts';
import type { Closings } from './ports.ts';

const MOST_READINGS = 8;

export type BeginDeps = {
  readonly closings: Pick<Closings, 'find' | 'begin' | 'move'>;
  readonly onboardings: Pick<Onboardings, 'find'>;
  readonly settings: Pick<Settings, 'find'>;
};

/**
 * Begins to close a business; who does so again finds how far it has come. One that waits for the end of what is paid can
 * still be closed `now`; nothing is opened again. Refuses with `business_not_found`, and with `busy_try_again` when others
 * kept writing.
 */
export const beginClosing =
  ({ closings, onboardings, settings }: BeginDeps) =>
  async (businessId: BusinessId, ends: ClosingEnd, by: Accountable, nowMs: number): Promise<Closing> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const before = await closings.find(businessId);
      if (before) {
        const to = ends === 'now' ? hastened(before) : before;
        if (to === before || (await closings.move(before, to, by)) === 'moved') return to;
        continue;
      }
      if (!(await settings.find(businessId))) throw new Refusal('business_not_found', { businessId });
      const from = await onboardings.find(businessId);
      const closing = newClosing(businessId, ends, nowMs);
      const to = closingOnboarding(from ?? newOnboarding(businessId, nowMs));
      if ((await closings.begin(closing, { from, to }, by)) === 'begun') return closing;
    }
    throw new Refusal('busy_try_again', { businessId });
  };
