import type { BusinessId } from '../../contracts/ids.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Onboardings } from '../onboarding/ports.ts';
import type { Suspension, Suspensions } from './suspension.ts';

const MOST_READINGS = 8;

export type SuspendDeps = {
  readonly suspensions: Suspensions;
  readonly settings: Pick<Settings, 'find'>;
  readonly onboardings: Pick<Onboardings, 'find'>;
};

/**
 * Suspends a business, or serves it again: heard by its callers within a minute, and nothing is released. A repeat changes
 * nothing. Refuses with `business_not_found`, with `business_closing` once its line is being taken down, and with
 * `busy_try_again` when others kept writing.
 */
export const suspend =
  ({ suspensions, settings, onboardings }: SuspendDeps) =>
  async (
    businessId: BusinessId,
    state: Suspension['state'],
    by: Accountable,
    nowMs: number,
  ): Promise<Suspension> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const business = await settings.find(businessId);
      if (!business) throw new Refusal('business_not_found', { businessId });
      if (business.outOfService === 'closing') throw new Refusal('business_closing', { businessId });
      const from = await suspensions.find(businessId);
      const since = new Date(nowMs).toISOString();
      const stands: Suspension = from ?? { v: 1, businessId, version: 0, state: 'served', since };
      if (stands.state === state) return stands;
      const to: Suspension = { ...stands, version: stands.version + 1, state, since };
      const { partner } = (await onboardings.find(businessId)) ?? {};
      if ((await suspensions.move(from, to, by, partner)) === 'moved') return to;
    }
    throw new Refusal('busy_try_again', { businessId });
  };
