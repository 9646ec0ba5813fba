import { STEP_NAMES, type StepName } from '../../../functions/contracts/onboarding.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import type { WirePrice } from '../../../scripts/local/vendors/stripe/objects.ts';
import type { Asked, Exchange, RouteName } from '../cloud/api.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Deeds } from './scene.ts';
import type { Row, Universe } from './universe.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Whoever is not through by then is trapped. Longer than any outage. */
const PATIENCE_MS = 9 * 24 * HOUR;
const MOST_IDLE_MS = 2 * HOUR;
/** It is taken by nobody. */
const DECLINED = '4000000000000002';
const CODE_LASTS_MS = 4 * MINUTE;
/** An owner who has called and sees nothing calls again. */
const CALLS_AGAIN_MS = 20 * MINUTE;

/** Who is brought to a line, and what has to come of it. */
export type Onboarded = {
  readonly businessId: string;
  /** The phone that has to be proven, and the card that pays. */
  readonly phone: string;
  readonly card: string;
  readonly place: string;
  /** `live`: whoever goes on gets there. `given up`: nobody goes on any more. */
  wants: 'live' | 'given up';
};

/** How the owner goes about it; all of it by chance where it is not said. */
export type Wish = {
  readonly phone?: string;
  readonly card?: string;
  readonly place?: string;
  readonly areaCode?: string;
  readonly texting?: boolean;
};

export type Onboarder = Onboarded & {
  /** A step as it stands. */
  step(name: StepName): Row | undefined;
  isLive(): boolean;
  /** Says it, also where the session has run out meanwhile. */
  say(route: RouteName, asked?: Asked): Promise<Exchange>;
  /** Does whatever the screen asks for, until it is so or patience ends. False: it is not so. */
  goOn(isEnough: () => boolean): Promise<boolean>;
  /** The business as it is once it has a line. */
  connected(): Business | undefined;
};

const SENDER = {
  legalName: 'Simulated Trades LLC',
  displayName: 'Simulated Trades',
  ein: '123456789',
  street: '100 Congress Ave',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
  phone: '+15125560000',
  email: 'owner@trades.example',
  website: 'https://trades.example',
  vertical: 'CONSTRUCTION',
};

/** The area codes in which the carrier has numbers, and one in which it has none. */
export const AREAS = { stocked: ['512', '737', '214'], soldOut: '212' } as const;

type Of = { readonly universe: Universe; readonly chance: Chance; readonly deeds: Deeds };

/** How the owner of a business that was opened brings it to its line. `say`: asks for it as who has the right to. */
export const onboarderOf = (
  { universe, chance, deeds }: Of,
  onboarded: Onboarded,
  wish: Wish,
  say: Onboarder['say'],
): Onboarder => {
  const { kernel, stripe, telnyx } = universe;
  const { businessId, phone, card } = onboarded;
  deeds.onboarded.set(businessId, onboarded);
  // What Stripe tells of it changes on the way.
  deeds.subscribed.add(businessId);

  const row = (sk: string) => universe.row(`BIZ#${businessId}#ONBOARDING`, sk);
  const step = (name: StepName) => row(`0#${name}`);
  const isLive = () => row('0')?.state === 'live';
  const connected = (): Business | undefined => {
    const config = universe.row(`BIZ#${businessId}#SCHEDULE`, '0#CFG');
    return config?.agentIds === undefined ? undefined : (config as unknown as Business);
  };
  let calledAt = 0;

  /** It is judged as all others are; two of one owner's would be taken for one. */
  const join = (business: Business): void => {
    const isKnown = universe.businesses.some(({ id }) => id === business.id);
    const isAlone = [...deeds.onboarded.values()].filter((one) => one.phone === phone).length === 1;
    if (!isKnown && isAlone) universe.businesses.push(business);
  };

  const call = async (): Promise<void> => {
    const business = connected();
    if (business === undefined || kernel.now - calledAt < CALLS_AGAIN_MS) return;
    calledAt = kernel.now;
    join(business);
    const line = await universe.phoneOf(business).dial(`+1512557${1000 + chance.int(6)}`);
    await kernel.wait(chance.between(2_000, 40_000));
    line.hangUp();
  };

  const pay = ({ url, trialDays }: Row): void => {
    const session = String(url).split('/').at(-1) ?? '';
    if (stripe.lives.sessions.get(session)?.status !== 'open') return;
    kernel.note(() => `the owner of ${businessId} pays by ${session}`);
    if (kernel.mishap(0.15)) return void stripe.lives.complete(session, DECLINED);
    stripe.lives.complete(session, card);
    // Somebody else of the business pays by a link that an operator had sent, in the same moment.
    if (!kernel.mishap(0.2)) return;
    const { customer } = stripe.lives.sessionNamed(session);
    const { prices } = stripe.state() as { readonly prices: readonly WirePrice[] };
    const price = prices.find(({ type }) => type === 'recurring');
    if (price === undefined) throw new Error('Stripe has no monthly price');
    const terms = { price, trialDays: Number(trialDays ?? 0), metadata: { business_id: businessId } };
    const other = stripe.lives.open(String(customer), terms, {}, (id) => `https://pay.example/${id}`);
    stripe.lives.complete(other.id, card);
  };

  let codes = 0;
  let askAgainAt = 0;
  /** Less and less often: a phone has so many codes a day. */
  const askForCode = async (by: 'text' | 'call'): Promise<void> => {
    if (kernel.now < askAgainAt) return;
    codes += 1;
    askAgainAt = kernel.now + Math.min(3 * HOUR, 20 * SECOND * 2 ** codes);
    await say('sendPhoneCode', { body: { by } });
  };

  const prove = async (askedAt: unknown): Promise<unknown> => {
    const sent = telnyx.codes().findLast((one) => one.phone === phone);
    const isFresh = sent && kernel.now - Date.parse(sent.at) < CODE_LASTS_MS;
    const wrong = String((Number(sent?.code) + 1) % 100_000).padStart(5, '0');
    if (isFresh) return say('provePhone', { body: { code: kernel.mishap(0.2) ? wrong : sent.code } });
    if (kernel.now - Date.parse(String(askedAt)) < CODE_LASTS_MS) return undefined;
    return askForCode('text');
  };

  const retry = (name: StepName) => say('retryStep', { path: { step: name } });
  const leaveOut = (name: StepName) => say('leaveOut', { path: { step: name } });

  /** What its screen says that a person can do about a step that is open; undefined: nothing. */
  const deedOf = (name: StepName, { state, waitsFor, made, given }: Row): (() => unknown) | undefined => {
    const problem = step(name)?.problem as { readonly code?: string } | undefined;
    if (state === 'stuck') {
      if (name === 'proof') return () => askForCode(chance.pick(['text', 'call']));
      if (name === 'subscription' && problem?.code === 'checkout_expired') return () => say('openCheckout');
      if (name === 'number')
        return () => say('chooseArea', { body: { areaCode: chance.pick(AREAS.stocked) } });
      return () => retry(name);
    }
    if (state !== 'waiting') return undefined;
    switch (waitsFor) {
      case 'confirmation':
        return name === 'profile'
          ? () =>
              say('confirmProfile', { body: { zone: 'America/Chicago', areaCode: wish.areaCode ?? '512' } })
          : () => say('confirmServices', { body: { settingsVersion: 0 } });
      case 'how-to-send-code':
        return () => askForCode('text');
      case 'code':
        return () => prove((given as Row | undefined)?.askedAt);
      case 'payment':
        return () => pay(made as Row);
      case 'sender':
        return wish.texting ? () => say('registerTexting', { body: SENDER }) : () => leaveOut('texting');
      case 'carrier-name':
        return wish.texting
          ? () => say('forwardCalls', { body: { carrier: 'att' } })
          : () => leaveOut('forwarding');
      case 'call':
      case 'forwarded-call':
        return call;
      // Nobody has to wait for what tries again by itself, and some do not.
      case 'retry':
        return chance.is(0.3) ? () => retry(name) : undefined;
      default:
        return undefined;
    }
  };

  const isOpen = (name: StepName): boolean => {
    const needs: readonly StepName[] =
      name === 'profile'
        ? []
        : name === 'proof' || name === 'services'
          ? ['profile']
          : name === 'subscription'
            ? ['proof', 'services']
            : ['texting', 'forwarding', 'test-call'].includes(name)
              ? ['line']
              : ['subscription'];
    return needs.every((one) => ['done', 'skipped'].includes(String(step(one)?.state)));
  };

  /** Nobody goes away who waits for a code. */
  const isCodeComing = (): boolean => {
    const { state, given } = step('proof') ?? {};
    const { askedAt } = (given ?? {}) as Row;
    return state !== 'done' && kernel.now - Date.parse(String(askedAt)) < CODE_LASTS_MS;
  };

  const goOn: Onboarder['goOn'] = async (isEnough) => {
    const until = kernel.now + PATIENCE_MS;
    const seen = new Set<string>();
    let idleMs = 10 * SECOND;
    while (!isEnough()) {
      if (kernel.now > until) return false;
      if (row('0') === undefined) await say('startOnboarding');
      for (const name of STEP_NAMES) {
        const at = step(name);
        if (at && !isEnough() && isOpen(name)) await deedOf(name, at)?.();
      }
      // Whoever only sees what they have seen before looks less and less often.
      const shown = JSON.stringify(STEP_NAMES.map((name) => [step(name)?.state, step(name)?.waitsFor]));
      const hasMoved = !seen.has(shown);
      seen.add(shown);
      idleMs = hasMoved ? 10 * SECOND : Math.min(idleMs * 1.6, MOST_IDLE_MS);
      if (isCodeComing()) idleMs = Math.min(idleMs, 20 * SECOND);
      if (!isEnough()) await kernel.wait(Math.round(idleMs) + chance.int(5 * SECOND));
    }
    return true;
  };

  return Object.assign(onboarded, { step, isLive, say, goOn, connected });
};
