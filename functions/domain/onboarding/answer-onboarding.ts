import type { Answers } from '../../contracts/api/answers.ts';
import type { onboardingRoutes } from '../../contracts/api/onboarding.ts';
import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { StepName } from '../../contracts/onboarding.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { type CapDeps, countToday } from '../limit/count-today.ts';
import { changeOnboarding, checkOpen } from './change-onboarding.ts';
import { carrierOf } from './forwarding.ts';
import { isOver, type Onboarding } from './onboarding.ts';
import type { Onboardings } from './ports.ts';
import { confirmed, given, newOnboarding, retried, skipped } from './progress.ts';
import { tellOnboarding } from './tell-onboarding.ts';

/** What reaches one business and nobody else's rows. */
export type OfOnboarding = {
  readonly settings: Pick<Settings, 'find'>;
  readonly onboardings: Onboardings;
};

export type OnboardingDeps = {
  readonly of: (business: BusinessId) => Promise<OfOnboarding>;
  readonly limits: CapDeps;
};

/** Somebody who is impatient has one code, not two. */
const ANOTHER_CODE_AFTER_MS = 30_000;

type Asked = {
  readonly path: { readonly businessId: BusinessId };
  readonly caller: { readonly personId: PersonId };
};

/** What each route of onboarding does: it writes down what was said, and answers how far it has come. */
export const onboardingAnswers = ({ of, limits }: OnboardingDeps): Answers<typeof onboardingRoutes> => {
  const tell = async ({ settings }: OfOnboarding, onboarding: Onboarding) => {
    const business = await settings.find(onboarding.businessId);
    if (!business) throw new Refusal('business_not_found');
    return tellOnboarding(onboarding, business);
  };

  const say = async (
    { path: { businessId }, caller }: Asked,
    step: StepName,
    by: (now: Onboarding) => Onboarding,
  ) => {
    const own = await of(businessId);
    const change = changeOnboarding(own.onboardings);
    return tell(own, await change(businessId, step, `person:${caller.personId}`, by));
  };

  return {
    async showOnboarding({ path: { businessId } }) {
      const own = await of(businessId);
      const found = await own.onboardings.find(businessId);
      if (!found) throw new Refusal('onboarding_not_found');
      return tell(own, found);
    },

    async startOnboarding({ path: { businessId }, nowMs }) {
      const own = await of(businessId);
      const found = await own.onboardings.find(businessId);
      return tell(own, found ?? (await own.onboardings.create(newOnboarding(businessId, nowMs))));
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

    async sendPhoneCode(asked) {
      const { businessId } = asked.path;
      const { by } = asked.body;
      const own = await of(businessId);
      const before = await own.onboardings.find(businessId);
      const last = before?.steps.proof.given;
      const isImpatient = last?.by === by && asked.nowMs - Date.parse(last.askedAt) < ANOTHER_CODE_AFTER_MS;
      if (before && isImpatient) return tell(own, before);
      if (before) checkOpen(before, 'proof');
      const counted = { holder: { kind: 'business', businessId }, cap: 'phone codes of a business' } as const;
      await countToday(limits)(counted, undefined, asked.nowMs);
      return say(asked, 'proof', (now) => {
        checkOpen(now, 'proof');
        const tries = (now.steps.proof.given?.tries ?? 0) + 1;
        return given(now, 'proof', { by, tries, askedAt: new Date(asked.nowMs).toISOString() });
      });
    },

    provePhone: (asked) =>
      say(asked, 'proof', (now) => {
        const before = now.steps.proof.given;
        if (!before) throw new Refusal('step_not_open', { step: 'proof' });
        checkOpen(now, 'proof');
        return given(now, 'proof', { ...before, code: asked.body.code });
      }),

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

    openCheckout: (asked) =>
      say(asked, 'subscription', (now) => {
        checkOpen(now, 'subscription');
        const { state, made } = now.steps.subscription;
        // A visit that is open is the one: a second would be a second chance to pay.
        if (state !== 'stuck') return now;
        return given(now, 'subscription', { visit: (made.attempt ?? 0) + 1 });
      }),

    chooseArea: (asked) =>
      say(asked, 'number', (now) => {
        checkOpen(now, 'number');
        return given(now, 'number', asked.body);
      }),

    registerTexting: (asked) =>
      say(asked, 'texting', (now) => {
        checkOpen(now, 'texting');
        const { state } = now.steps.texting;
        if (state === 'done') throw new Refusal('step_not_open', { step: 'texting' });
        return given(now, 'texting', { sender: asked.body });
      }),

    async forwardCalls(asked) {
      const { carrier } = asked.body;
      if (!carrierOf(carrier)) throw new Refusal('invalid_arguments', { fields: ['carrier'] });
      return say(asked, 'forwarding', (now) => {
        checkOpen(now, 'forwarding');
        return given(now, 'forwarding', { carrier, since: new Date(asked.nowMs).toISOString() });
      });
    },

    leaveOut: (asked) =>
      say(asked, asked.path.step, (now) => {
        checkOpen(now, asked.path.step);
        return isOver(now.steps[asked.path.step]) ? now : skipped(now, asked.path.step, asked.nowMs);
      }),

    retryStep: (asked) =>
      say(asked, asked.path.step, (now) => {
        checkOpen(now, asked.path.step);
        return retried(now, asked.path.step);
      }),
  };
};
