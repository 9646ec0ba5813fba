import { STEP_NAMES, type StepName, type StepProblem, type WaitsFor } from '../../contracts/onboarding.ts';
import type { Described } from '../business/ports.ts';
import { pinPhoneOf } from '../provision/sole-proprietor.ts';
import { forwardingSteps } from './forwarding.ts';
import { type AnyStep, isOver, NEEDS, type Onboarding, SKIPPABLE } from './onboarding.ts';
import { phoneToProve } from './prove-phone.ts';

const TITLES: Readonly<Record<StepName, string>> = {
  profile: 'Your business',
  proof: 'Your phone',
  services: 'Services and hours',
  subscription: 'Subscription',
  number: 'Your new number',
  agent: 'Your receptionist',
  line: 'Connecting the line',
  texting: 'Text messages',
  forwarding: 'Forwarding your calls',
  'test-call': 'A test call',
};

const WAITING: Readonly<Record<WaitsFor, string>> = {
  confirmation: 'Please look this over and confirm it.',
  'how-to-send-code': 'We send a code to this phone, to be sure that it is yours.',
  code: 'A code is on its way. Please type it in.',
  payment: 'Your subscription is finished on the checkout page. Nothing is bought before that.',
  sender: 'Carriers want to know who sends texts. Until they do, customers are not texted.',
  pin: 'The registry of the carriers has texted a PIN to the phone that ends in {phone}. Type it in within a day. If nothing came, have another one sent, or give a mobile phone that takes texts.',
  'carrier-name': 'Tell us who your phone company is, and we tell you what to dial.',
  'forwarded-call':
    'Set forwarding up, then call your own number and let it ring: the call should come to us.',
  call: 'Call your new number once, and talk to your receptionist.',
  'number-order': 'The carrier is setting your number up. This takes a minute.',
  'brand-review':
    'The carriers are looking at your business. This takes a day or two. Until they have agreed, customers are not texted.',
  'campaign-review':
    'The carriers are looking at what you text. This takes a few days. Until they have agreed, customers are not texted.',
  assignment: 'Your number is being cleared for texts. What waits for it is sent by itself then.',
  retry: 'Something we need does not answer just now. We try again by ourselves.',
};

const PROBLEMS: Readonly<Record<StepProblem, string>> = {
  code_wrong: 'That was not the code. Try again, or have another one sent.',
  phone_refused: 'No code could be sent to this phone. Try a call in place of a text, or another number.',
  checkout_expired:
    'There is no subscription: the checkout was not finished in time, or what you had is over. Open it again when you are ready.',
  no_number_in_area: 'There is no number to be had in this area just now. Choose a neighbouring area code.',
  number_refused: 'The carrier did not give us a number there. Try again, or choose another area code.',
  agent_refused:
    'Your receptionist could not be set up as your settings have it. Look at services and greeting.',
  line_refused: 'Your number could not be connected. Try again; if it stays, write to us.',
  part_of_line_taken: 'Part of this line belongs to another business with us. Please write to us.',
  pin_refused:
    'No PIN could be texted to the phone that ends in {phone}. Give a mobile phone that takes texts, or try again tomorrow.',
  pin_not_delivered:
    'The PIN did not reach the phone that ends in {phone}. Have another one sent, or give a mobile phone that takes texts.',
  pin_wrong: 'That was not the PIN. Look at the text once more and type it in again.',
  pin_expired: 'That PIN does not hold any more. Have another one sent.',
  brand_rejected:
    'The carriers did not accept the business as you described it. Correct it and send it again.',
  campaign_rejected:
    'The carriers did not accept what is to be texted. Correct the details and send them again.',
  assignment_rejected: 'The carriers did not accept this number for texts. Please write to us.',
  vendor_refused: 'This was refused. What was said stands below; change it and try again.',
  vendor_down: 'Something we need has not answered for a while. Nothing is lost: try again.',
};

const STATES: Readonly<Record<AnyStep['state'], string>> = {
  todo: 'Next.',
  working: 'Being done now.',
  waiting: 'Waiting.',
  stuck: 'This did not work.',
  done: 'Done.',
  skipped: 'Left out.',
  undone: 'Taken back.',
};

/** The last digits, which whoever knows the number recognises. */
const masked = (phone: string): string => `•••${phone.slice(-4)}`;

/** The phone that the registry texts a PIN; undefined: nobody has named one. */
const phoneOfPin = ({ steps: { texting } }: Pick<Onboarding, 'steps'>): string | undefined =>
  texting.made.pin && texting.given && masked(pinPhoneOf(texting.given.sender));

const sayOf = (onboarding: Onboarding, step: AnyStep): string => {
  const { state, waitsFor, problem } = step;
  const missing = NEEDS[step.name].find((name) => !isOver(onboarding.steps[name]));
  if (step.name === 'texting' && state === 'skipped') return 'Left out. Customers are not texted.';
  if (isOver(step) || state === 'undone') return STATES[state];
  if (missing) return `Comes after "${TITLES[missing]}".`;
  if (problem) return PROBLEMS[problem.code].replace('{phone}', phoneOfPin(onboarding) ?? '');
  return state === 'waiting' && waitsFor
    ? WAITING[waitsFor].replace('{phone}', phoneOfPin(onboarding) ?? '')
    : STATES[state];
};

const factsOf = ({ steps }: Onboarding, business: Described, name: StepName) => {
  const { number } = steps.number.made;
  switch (name) {
    case 'proof':
      return { phone: masked(phoneToProve(steps.profile.given?.forwardFrom, business.owner)) };
    case 'subscription': {
      const { url, expiresAt, trialDays, trialEndsAt } = steps.subscription.made;
      return { checkoutUrl: url, expiresAt, trialDays, trialEndsAt };
    }
    case 'number':
    case 'line':
    case 'test-call':
      return { number };
    case 'texting':
      return { phone: phoneOfPin({ steps }) };
    case 'forwarding': {
      const carrier = steps.forwarding.given?.carrier;
      return { number, instructions: carrier && number ? forwardingSteps(carrier, number) : undefined };
    }
    default:
      return {};
  }
};

/** How far it has come, as an owner or a partner's program reads it: each step with what is missing, and why. */
export const tellOnboarding = (onboarding: Onboarding, business: Described) => ({
  state: onboarding.state,
  startedAt: onboarding.startedAt,
  liveAt: onboarding.liveAt,
  steps: STEP_NAMES.map((name) => {
    const step = onboarding.steps[name];
    const { state, waitsFor, problem, doneAt, dueAt } = step;
    return {
      name,
      title: TITLES[name],
      state,
      says: sayOf(onboarding, step),
      waitsFor: state === 'waiting' ? waitsFor : undefined,
      problem: problem?.code,
      detail: problem?.detail,
      needs: NEEDS[name].filter((needed) => !isOver(onboarding.steps[needed])),
      canBeLeftOut: SKIPPABLE.includes(name) && !isOver(step),
      doneAt,
      looksAgainAt: isOver(step) ? undefined : dueAt,
      ...factsOf(onboarding, business, name),
    };
  }),
});
