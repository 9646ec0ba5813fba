import * as z from 'zod';
import {
  ONBOARDING_STATES,
  PERSON_WAITS,
  STEP_NAMES,
  STEP_PROBLEMS,
  STEP_STATES,
  VENDOR_WAITS,
} from '../onboarding.ts';
import { phone } from './business-shapes.ts';
import { type Access, ANY_ROLE, OWNERS, type RouteTable } from './route.ts';
import { email, instant, ofBusiness, words } from './shapes.ts';

export const areaCodeField = z
  .string()
  .regex(/^[2-9]\d{2}$/)
  .meta({ description: 'Three digits, of North America' });

/** What an owner confirms of the business before anything is made for it. */
export const lineWishFields = {
  zone: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'The zone of the business, as it is stored: confirmed' }),
  areaCode: areaCodeField,
  forwardFrom: phone
    .optional()
    .meta({ description: 'The number that customers know; absent: the new one is published' }),
};

/** Who sends the texts, as the registry of US carriers asks. */
export const senderFields = {
  legalName: words(100),
  displayName: words(60),
  ein: z
    .string()
    .regex(/^\d{9}$/)
    .optional()
    .meta({ description: 'Nine digits; absent: a sole proprietor, who gives both names' }),
  firstName: words(60).optional(),
  lastName: words(60).optional(),
  street: words(100),
  city: words(60),
  state: z.string().regex(/^[A-Z]{2}$/),
  postalCode: z.string().regex(/^\d{5}(-\d{4})?$/),
  phone,
  mobilePhone: phone.optional().meta({
    description: "Of a sole proprietor: to which the carriers' registry texts a PIN; absent: to `phone`",
  }),
  email,
  website: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .optional(),
  vertical: z.enum([
    'PROFESSIONAL',
    'REAL_ESTATE',
    'HEALTHCARE',
    'CONSTRUCTION',
    'RETAIL',
    'TRANSPORTATION',
    'HOSPITALITY',
  ]),
};

/** As somebody reads it out to us. */
const digits = z
  .string()
  .overwrite((text) => text.replaceAll(/\s/g, ''))
  .regex(/^\d{4,10}$/, 'digits');

const StepShape = z
  .object({
    name: z.enum(STEP_NAMES),
    title: z.string(),
    state: z.enum(STEP_STATES),
    says: z.string().meta({ description: 'What it waits for, or what is wrong and how to go on' }),
    waitsFor: z.enum([...PERSON_WAITS, ...VENDOR_WAITS]).optional(),
    problem: z.enum(STEP_PROBLEMS).optional(),
    detail: z.string().optional().meta({ description: "In the vendor's words" }),
    needs: z.array(z.enum(STEP_NAMES)).meta({ description: 'Steps that have to be done before' }),
    canBeLeftOut: z.boolean(),
    doneAt: instant.optional(),
    looksAgainAt: instant.optional().meta({ description: 'When we look again by ourselves' }),
    phone: z
      .string()
      .optional()
      .meta({ description: 'The last digits of the phone that is to be proven, or that is texted a PIN' }),
    checkoutUrl: z.string().optional(),
    expiresAt: instant.optional(),
    trialDays: z.number().int().optional(),
    trialEndsAt: instant.optional(),
    number: z.string().optional(),
    instructions: z.array(z.string()).optional(),
  })
  .meta({ id: 'OnboardingStep' });

export const OnboardingShape = z
  .object({
    state: z.enum(ONBOARDING_STATES),
    startedAt: instant,
    liveAt: instant.optional(),
    steps: z.array(StepShape),
  })
  .meta({ id: 'Onboarding' });

/** Whoever may say something of steps: members of the business, or the partner that has opened it. */
type Sayer = Extract<Access, { who: 'member' | 'partner' }>;

/**
 * What can be said of the steps of an onboarding that is under way. All of these answer how far it has come; what takes a vendor
 * goes on after the answer.
 */
export const stepRoutes = <const Base extends `/v1/${string}`, const By extends Sayer>(
  base: Base,
  access: By,
) => {
  const at = <const Rest extends string>(rest: Rest) => `${base}${rest}` as const;
  const says = {
    method: 'PUT',
    access,
    path: ofBusiness,
    status: 202,
    answer: OnboardingShape,
    refuses: ['onboarding_not_found', 'step_not_open', 'changed_meanwhile'],
  } as const;
  return {
    sendPhoneCode: {
      ...says,
      at: at('/proof'),
      summary: 'Have a code sent to the phone, by text or by a call',
      body: z.strictObject({ by: z.enum(['text', 'call']) }),
      refuses: [...says.refuses, 'daily_cap_reached'],
    },
    provePhone: {
      ...says,
      at: at('/proof/code'),
      summary: 'Read the code back',
      body: z.strictObject({ code: digits }),
    },
    openCheckout: {
      ...says,
      at: at('/subscription'),
      summary: 'Open another visit to the checkout, where the one before or the subscription has ended',
    },
    chooseArea: {
      ...says,
      at: at('/number'),
      summary: 'Look for a number in another area',
      body: z.strictObject({ areaCode: areaCodeField }),
    },
    registerTexting: {
      ...says,
      at: at('/texting'),
      summary: 'Say who sends the texts, for the registry of US carriers',
      body: z
        .strictObject(senderFields)
        .refine(({ ein, firstName, lastName }) => ein !== undefined || (firstName && lastName), {
          message: 'a sole proprietor gives both names',
          path: ['ein'],
        }),
      refuses: [...says.refuses, 'daily_cap_reached'],
    },
    textPin: {
      ...says,
      at: at('/texting/pin'),
      summary: "Have the carriers' registry text a sole proprietor another PIN",
      refuses: [...says.refuses, 'daily_cap_reached'],
    },
    provePin: {
      ...says,
      at: at('/texting/pin/code'),
      summary:
        'Read the PIN back, which stands sealed until it is checked; whether it was right the step says a moment later',
      body: z.strictObject({ pin: digits }),
    },
    forwardCalls: {
      ...says,
      at: at('/forwarding'),
      summary: 'Name the phone company, read what to dial, and have the next call looked for',
      body: z.strictObject({ carrier: z.string().regex(/^[a-z-]{2,20}$/) }),
    },
    leaveOut: {
      ...says,
      at: at('/steps/{step}/left-out'),
      summary: 'Leave a step out that can be left out',
      path: ofBusiness.extend({ step: z.enum(['texting', 'forwarding']) }),
    },
    retryStep: {
      ...says,
      at: at('/steps/{step}/retry'),
      summary: 'Try a step again that is stuck, or that is waited for',
      path: ofBusiness.extend({ step: z.enum(STEP_NAMES) }),
    },
  } as const;
};

const BASE = '/v1/businesses/{businessId}/onboarding';
const owners = { who: 'member', roles: OWNERS } as const;

/** How an owner brings a business from its description to a line that answers. */
export const onboardingRoutes = {
  showOnboarding: {
    method: 'GET',
    at: BASE,
    summary: 'How far the business has come, step by step',
    access: { who: 'member', roles: ANY_ROLE },
    path: ofBusiness,
    status: 200,
    answer: OnboardingShape,
    refuses: ['onboarding_not_found'],
  },
  startOnboarding: {
    method: 'PUT',
    at: BASE,
    summary: 'Start it, or see how far it has come: there is one',
    access: owners,
    path: ofBusiness,
    status: 202,
    answer: OnboardingShape,
    refuses: [],
  },
  confirmProfile: {
    method: 'PUT',
    at: `${BASE}/profile`,
    summary: 'Confirm the zone, say where the number shall be from and which number is forwarded to it',
    access: owners,
    path: ofBusiness,
    body: z.strictObject(lineWishFields),
    status: 202,
    answer: OnboardingShape,
    refuses: ['onboarding_not_found', 'step_not_open', 'changed_meanwhile'],
  },
  confirmServices: {
    method: 'PUT',
    at: `${BASE}/services`,
    summary: 'Confirm services and hours as they stand',
    access: owners,
    path: ofBusiness,
    body: z.strictObject({ settingsVersion: z.number().int().min(0) }),
    status: 202,
    answer: OnboardingShape,
    refuses: ['onboarding_not_found', 'step_not_open', 'changed_meanwhile'],
  },
  ...stepRoutes(BASE, owners),
} as const satisfies RouteTable;
