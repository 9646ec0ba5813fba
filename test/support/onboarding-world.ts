import { dynamoAwaitedCalls } from '../../functions/adapters/dynamodb/awaited-calls.ts';
import { dynamoBillingConnection } from '../../functions/adapters/dynamodb/billing-connection.ts';
import { dynamoLineConnection } from '../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoHeldTexts } from '../../functions/adapters/dynamodb/held-texts.ts';
import { dynamoOnboardings } from '../../functions/adapters/dynamodb/onboardings.ts';
import { dynamoOpening, dynamoSettings } from '../../functions/adapters/dynamodb/settings.ts';
import { dynamoClearance } from '../../functions/adapters/dynamodb/text-clearance.ts';
import { dynamoTexts } from '../../functions/adapters/dynamodb/texts.ts';
import { pinLocks } from '../../functions/adapters/secrets/pin-locks.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { BusinessId, CallId } from '../../functions/contracts/ids.ts';
import { STEP_NAMES, type StepName } from '../../functions/contracts/onboarding.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { onboardingAnswers } from '../../functions/domain/onboarding/answer-onboarding.ts';
import { continueOnboarding } from '../../functions/domain/onboarding/continue-onboarding.ts';
import { onboardingSteps } from '../../functions/domain/onboarding/onboarding-steps.ts';
import { countedPins } from '../../functions/domain/provision/counted-pins.ts';
import type { TrialPlan } from '../../functions/domain/subscription/trial.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { randomBytes32 } from '../../functions/runtime/random-bytes.ts';
import { sealedBy } from '../../functions/runtime/sealing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { aBusiness, aClock } from './builders.ts';
import type { Store } from './on-both-stores.ts';
import { secretsOf } from './secrets.ts';
import { someLimits } from './some-limits.ts';
import { vendorsOfOnboarding } from './vendors-of-onboarding.ts';

const OWNER = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60');
const MINUTE_MS = 60_000;
let businesses = 0;

/** A business that is known and has no line, its onboarding on a table, and the vendors in memory. */
export const onboardingWorld = async (store: Store) => {
  const clock = aClock();
  const ids = derivedIds(hashing);
  businesses += 1;
  const {
    agentIds: _agents,
    numbers: _numbers,
    billing: _billing,
    messaging: _messaging,
    clearedForTexts: _cleared,
    ...profile
  } = aBusiness({ id: `biz_onboard${String(businesses).padStart(4, '0')}` as BusinessId });
  const businessId = profile.id;
  await dynamoOpening(store, waiting).open(profile, {
    v: 1,
    businessId,
    personId: OWNER,
    email: profile.owner.email,
    name: 'Olivia Owner',
    role: 'owner',
    since: new Date(clock.now()).toISOString(),
    version: 1,
  });
  const settings = dynamoSettings(store, waiting);
  const onboardings = dynamoOnboardings(store, ids, clock, waiting);
  const vendors = vendorsOfOnboarding(clock.now, businesses);
  const trial = { claims: [] as string[], released: 0 };
  const trials: TrialPlan = {
    async claim(_business, phone) {
      trial.claims.push(phone);
      return 14;
    },
    claimCard: async () => true,
    async release() {
      trial.released += 1;
    },
  };
  const heard: { callId?: CallId } = {};
  const held = dynamoHeldTexts(store);
  const clearance = dynamoClearance(store);
  const texts = dynamoTexts(store, ids, hashing, waiting);
  const steps = onboardingSteps({
    ...vendors.ports,
    trials,
    billing: dynamoBillingConnection(store, waiting),
    lines: dynamoLineConnection(store, waiting),
    release: async () => 0,
    claims: { claim: async () => undefined },
    clearance,
    held,
    texts,
    locks: pinLocks(secretsOf({})),
    countPin: countedPins(someLimits(1), clock),
    clock,
    awaited: dynamoAwaitedCalls(store),
    calls: { firstSince: async () => heard.callId },
    returnUrl: async () => 'https://app.example',
    publishAgent: (of) =>
      vendors.request(() => {
        const agent = vendors.made.agents.get(of) ?? {
          agentId: `agent_${of}`,
          modelId: `llm_${of}`,
        };
        vendors.made.agents.set(of, agent);
        return { kind: 'published' as const, ...agent };
      }),
  });
  const work = continueOnboarding({ onboardings, settings, steps, clock });
  const goOn = (name = 'onboarding.requested') => work({ businessId, name });
  const counted = new Map<string, number>();
  const answers = onboardingAnswers({
    of: async () => ({ settings, onboardings }),
    seal: sealedBy(randomBytes32),
    limits: {
      factor: 1,
      by: hashing,
      tallies: {
        add: async () => 'added',
        addOne: async ({ cap, day }, most) => {
          const count = (counted.get(`${cap} ${day}`) ?? 0) + 1;
          counted.set(`${cap} ${day}`, count);
          return count > most ? 'full' : 'added';
        },
      },
    },
  });
  type Route = keyof typeof answers;
  /** What the owner says, by the route's name. */
  const say = (route: Route, body: object = {}, path: object = {}) =>
    (answers[route] as unknown as (asked: object) => Promise<Told>)({
      path: { businessId, ...path },
      body,
      query: undefined,
      caller: { personId: OWNER },
      occasion: undefined,
      nowMs: clock.now(),
    });
  const stepsNow = async () => {
    const found = await onboardings.find(businessId);
    if (!found) throw new Error('there is no onboarding');
    return found;
  };
  const stateOf = async (step: StepName) => (await stepsNow()).steps[step].state;
  const statesNow = async () => {
    const { steps: all } = await stepsNow();
    return Object.fromEntries(STEP_NAMES.map((name) => [name, all[name].state]));
  };

  /** Works on until there is nothing but people to wait for; whoever dies is followed by another when the claim is old. */
  const untilAtRest = async (): Promise<void> => {
    for (let round = 0; round < 12; round += 1) {
      const before = JSON.stringify(await statesNow());
      try {
        for (const event of ['subscription.changed', 'provision.told', 'call.ended']) await goOn(event);
        if (JSON.stringify(await statesNow()) === before) return;
      } catch {
        clock.pass(4 * MINUTE_MS);
      }
    }
  };

  /** As far as the page on which the subscription is paid. */
  const toCheckout = async (areaCode = '512'): Promise<void> => {
    await say('startOnboarding');
    await say('confirmProfile', { zone: profile.zone, areaCode });
    await say('confirmServices', { settingsVersion: 0 });
    await say('sendPhoneCode', { by: 'text' });
    await untilAtRest();
    await say('provePhone', { code: vendors.made.codes.get(profile.owner.phones[0] ?? '') });
    await untilAtRest();
  };

  /** Everything an owner says, in order, with the work in between. */
  const allTheWay = async (): Promise<void> => {
    await toCheckout();
    vendors.pay();
    await untilAtRest();
    heard.callId = 'call_test' as CallId;
    await say('forwardCalls', { carrier: 'verizon' });
    await untilAtRest();
  };

  return {
    businessId,
    profile,
    clock,
    vendors,
    trial,
    heard,
    held,
    texts,
    clearance,
    settings,
    onboardings,
    goOn,
    say,
    stateOf,
    toCheckout,
    statesNow,
    stepsNow,
    untilAtRest,
    allTheWay,
  };
};

type Told = { readonly state: string; readonly steps: readonly Readonly<Record<string, unknown>>[] };
