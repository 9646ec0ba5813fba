import type { Answers, Caller } from '../../contracts/api/answers.ts';
import type { onboardingRoutes } from '../../contracts/api/onboarding.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { type CapDeps, countToday } from '../limit/count-today.ts';
import { checkOpen } from './change-onboarding.ts';
import type { SealPin } from './ports.ts';
import { confirmed, given, newOnboarding } from './progress.ts';
import { type OfOnboarding, saying, stepAnswers, told } from './say-steps.ts';

export type OnboardingDeps = {
  readonly of: (business: BusinessId) => Promise<OfOnboarding>;
  readonly limits: CapDeps;
  readonly seal: SealPin;
};

/** What each route of onboarding does: it writes down what was said, and answers how far it has come. */
export const onboardingAnswers = ({ of, limits, seal }: OnboardingDeps): Answers<typeof onboardingRoutes> => {
  const by = {
    reach: (businessId: BusinessId) => of(businessId),
    actorOf: ({ personId }: Pick<Caller, 'personId'>) => `person:${personId}` as const,
  };
  const say = saying(by);

  return {
    ...stepAnswers<Caller>({
      ...by,
      seal,
      countCode: ({ path: { businessId }, nowMs }) =>
        countToday(limits)(
          { holder: { kind: 'business', businessId }, cap: 'phone codes of a business' },
          undefined,
          nowMs,
        ),
    }),

    async showOnboarding({ path: { businessId } }) {
      const own = await of(businessId);
      const found = await own.onboardings.find(businessId);
      if (!found) throw new Refusal('onboarding_not_found');
      return told(own, found);
    },

    async startOnboarding({ path: { businessId }, nowMs }) {
      const own = await of(businessId);
      const found = await own.onboardings.find(businessId);
      return told(own, found ?? (await own.onboardings.create(newOnboarding(businessId, nowMs))));
    },

    async confirmProfile(asked) {
      const { businessId } = asked.path;
      const business = await (await of(businessId)).settings.find(businessId);
      // Whoever confirms another zone has read something else than we would speak by.
      if (business?.zone !== asked.body.zone) throw new Refusal('changed_meanwhile');
      return say(asked, 'profile', (now) => {
        checkOpen(now, 'profile', { mayBeDone: now.steps.proof.made.proven === undefined });
        return confirmed(given(now, 'profile', asked.body), 'profile', asked.nowMs);
      });
    },

    async confirmServices(asked) {
      const { businessId } = asked.path;
      const business = await (await of(businessId)).settings.find(businessId);
      if ((business?.settingsVersion ?? 0) !== asked.body.settingsVersion)
        throw new Refusal('changed_meanwhile');
      return say(asked, 'services', (now) => {
        checkOpen(now, 'services', { mayBeDone: true });
        return confirmed(given(now, 'services', asked.body), 'services', asked.nowMs);
      });
    },
  };
};
