import type { BusinessId, PartnerId } from '../../contracts/ids.ts';
import { changeOnboarding } from './change-onboarding.ts';
import { type Given, isOver } from './onboarding.ts';
import type { Onboardings } from './ports.ts';
import { confirmed, given, newOnboarding } from './progress.ts';

/** What a partner says of the line that a business is to have. */
export type LineWish = Omit<Given<'profile'>, 'zone'>;

/**
 * Begins the onboarding of a business that a partner has opened, with what the partner vouches for confirmed: profile, services
 * and hours. The phone is proven and the subscription paid by nobody but the owner. A repeat goes on where it was cut off and
 * changes nothing that was said since.
 */
export const beginForOwner = (onboardings: Onboardings) => {
  const change = changeOnboarding(onboardings);
  return async (
    businessId: BusinessId,
    partner: { readonly id: PartnerId; readonly externalId?: string | undefined },
    wish: Given<'profile'>,
    nowMs: number,
  ): Promise<void> => {
    const by = `partner:${partner.id}` as const;
    if (!(await onboardings.find(businessId)))
      await onboardings.create(newOnboarding(businessId, nowMs, partner));
    await change(businessId, 'profile', by, (now) =>
      isOver(now.steps.profile) ? now : confirmed(given(now, 'profile', wish), 'profile', nowMs),
    );
    await change(businessId, 'services', by, (now) =>
      isOver(now.steps.services)
        ? now
        : confirmed(given(now, 'services', { settingsVersion: 0 }), 'services', nowMs),
    );
  };
};
