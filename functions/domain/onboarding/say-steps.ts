import type { Answers } from '../../contracts/api/answers.ts';
import type { onboardingRoutes } from '../../contracts/api/onboarding.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { StepName } from '../../contracts/onboarding.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { changeOnboarding, checkOpen } from './change-onboarding.ts';
import { carrierOf } from './forwarding.ts';
import { isOver, type Onboarding } from './onboarding.ts';
import type { Onboardings, SealPin } from './ports.ts';
import { given, retried, skipped } from './progress.ts';
import { asksForPin, mayAskAgain, withAnotherPin, withPin, withSender } from './say-sender.ts';
import { tellOnboarding } from './tell-onboarding.ts';

/** What reaches one business and nobody else's rows. */
export type OfOnboarding = {
  readonly settings: Pick<Settings, 'find'>;
  readonly onboardings: Onboardings;
};

/** Who asks, about which business. */
export type Asked<Caller> = {
  readonly path: { readonly businessId: BusinessId };
  readonly caller: Caller;
  readonly nowMs: number;
};

export type SayDeps<Caller> = {
  readonly reach: (businessId: BusinessId, caller: Caller) => Promise<OfOnboarding>;
  readonly actorOf: (caller: Caller) => Accountable;
  /** Refuses with `daily_cap_reached` where enough codes were sent to phones today. */
  readonly countCode: (asked: Asked<Caller>) => Promise<void>;
  readonly seal: SealPin;
};

/** Somebody who is impatient has one code, not two. */
const ANOTHER_CODE_AFTER_MS = 30_000;

/** How far it has come, as whoever asked is told. */
export const told = async ({ settings }: OfOnboarding, onboarding: Onboarding) => {
  const business = await settings.find(onboarding.businessId);
  if (!business) throw new Refusal('business_not_found');
  return tellOnboarding(onboarding, business);
};

/** Writes what was said of a step, on record, and tells how far that leads. */
export const saying =
  <Caller>({ reach, actorOf }: Pick<SayDeps<Caller>, 'reach' | 'actorOf'>) =>
  async (
    { path: { businessId }, caller }: Pick<Asked<Caller>, 'path' | 'caller'>,
    step: StepName,
    by: (now: Onboarding) => Onboarding,
  ) => {
    const own = await reach(businessId, caller);
    return told(own, await changeOnboarding(own.onboardings)(businessId, step, actorOf(caller), by));
  };

type StepRoute =
  | 'sendPhoneCode'
  | 'provePhone'
  | 'openCheckout'
  | 'chooseArea'
  | 'registerTexting'
  | 'textPin'
  | 'provePin'
  | 'forwardCalls'
  | 'leaveOut'
  | 'retryStep';
type OfOwners = Answers<Pick<typeof onboardingRoutes, StepRoute>>;
/** The same for whoever may say it: only who asks differs. */
type StepAnswers<Caller> = {
  readonly [Name in StepRoute]: (
    asked: Omit<Parameters<OfOwners[Name]>[0], 'caller'> & { readonly caller: Caller },
  ) => ReturnType<OfOwners[Name]>;
};

/** What each route of `stepRoutes` does. */
export const stepAnswers = <Caller>(deps: SayDeps<Caller>): StepAnswers<Caller> => {
  const say = saying(deps);
  /** As it stands before something is said that is counted. */
  const beforeOf = async ({ path: { businessId }, caller }: Pick<Asked<Caller>, 'path' | 'caller'>) => {
    const own = await deps.reach(businessId, caller);
    const before = await own.onboardings.find(businessId);
    if (!before) throw new Refusal('onboarding_not_found');
    return { own, before };
  };
  return {
    async sendPhoneCode(asked) {
      const { by } = asked.body;
      const { own, before } = await beforeOf(asked);
      const last = before.steps.proof.given;
      const isImpatient = last?.by === by && asked.nowMs - Date.parse(last.askedAt) < ANOTHER_CODE_AFTER_MS;
      if (isImpatient) return told(own, before);
      checkOpen(before, 'proof');
      await deps.countCode(asked);
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

    async openCheckout(asked) {
      const { businessId } = asked.path;
      const business = await (await deps.reach(businessId, asked.caller)).settings.find(businessId);
      // Stripe brings no subscription back that is over: whoever returns subscribes anew, on the line that they have.
      const isOverThere = business?.billing?.subscription === 'cancelled';
      return say(asked, 'subscription', (now) => {
        checkOpen(now, 'subscription', { mayBeDone: isOverThere });
        const { state, made } = now.steps.subscription;
        // A visit that is open is the one: a second would be a second chance to pay.
        if (state !== 'stuck' && state !== 'done') return now;
        return given(now, 'subscription', { visit: (made.attempt ?? 0) + 1 });
      });
    },

    chooseArea: (asked) =>
      say(asked, 'number', (now) => {
        checkOpen(now, 'number');
        return given(now, 'number', asked.body);
      }),

    async registerTexting(asked) {
      const { before } = await beforeOf(asked);
      withSender(before, asked.body, asked.nowMs);
      if (asksForPin(before, asked.body)) await deps.countCode(asked);
      return say(asked, 'texting', (now) => withSender(now, asked.body, asked.nowMs));
    },

    async textPin(asked) {
      const { own, before } = await beforeOf(asked);
      if (!mayAskAgain(before, asked.nowMs)) return told(own, before);
      await deps.countCode(asked);
      return say(asked, 'texting', (now) => withAnotherPin(now, asked.nowMs));
    },

    provePin: (asked) => say(asked, 'texting', (now) => withPin(now, asked.body.pin, deps.seal, asked.nowMs)),

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
