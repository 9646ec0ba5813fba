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
import { ANY_ROLE, OWNERS, type RouteTable } from './route.ts';
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
    phone: z.string().optional().meta({ description: 'The last digits of the phone that is to be proven' }),
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

const at = <Rest extends string>(rest: Rest) => `/v1/businesses/{businessId}/onboarding${rest}` as const;
const anyMember = { who: 'member', roles: ANY_ROLE } as const;
const ownersOnly = { who: 'member', roles: OWNERS } as const;

/** All of these answer how far it has come; what takes a vendor goes on after the answer. */
const says = {
  access: ownersOnly,
  path: ofBusiness,
  status: 202,
  answer: OnboardingShape,
  refuses: ['onboarding_not_found', 'step_not_open', 'changed_meanwhile'],
} as const;

/** How an owner brings a business from its description to a line that answers. */
export const onboardingRoutes = {
  showOnboarding: {
    method: 'GET',
    at: at(''),
    summary: 'How far the business has come, step by step',
    access: anyMember,
    path: ofBusiness,
    status: 200,
    answer: OnboardingShape,
    refuses: ['onboarding_not_found'],
  },
  startOnboarding: {
    method: 'PUT',
    at: at(''),
    summary: 'Start it, or see how far it has come: there is one',
    ...says,
    refuses: [],
  },
  confirmProfile: {
    method: 'PUT',
    at: at('/profile'),
    summary: 'Confirm the zone, say where the number shall be from and which number is forwarded to it',
    ...says,
    body: z.strictObject(lineWishFields),
    refuses: [...says.refuses],
  },
  sendPhoneCode: {
    method: 'PUT',
    at: at('/proof'),
    summary: 'Have a code sent to the phone, by text or by a call',
    ...says,
    body: z.strictObject({ by: z.enum(['text', 'call']) }),
    refuses: [...says.refuses, 'daily_cap_reached'],
  },
  provePhone: {
    method: 'PUT',
    at: at('/proof/code'),
    summary: 'Read the code back',
    ...says,
    body: z.strictObject({
      code: z
        .string()
        .overwrite((text) => text.replaceAll(/\s/g, ''))
        .regex(/^\d{4,10}$/, 'digits'),
    }),
  },
  confirmServices: {
    method: 'PUT',
    at: at('/services'),
    summary: 'Confirm services and hours as they stand',
    ...says,
    body: z.strictObject({ settingsVersion: z.number().int().min(0) }),
  },
  openCheckout: {
    method: 'PUT',
    at: at('/subscription'),
    summary: 'Open another visit to the checkout, where the one before has ended',
    ...says,
  },
  chooseArea: {
    method: 'PUT',
    at: at('/number'),
    summary: 'Look for a number in another area',
    ...says,
    body: z.strictObject({ areaCode: areaCodeField }),
  },
  registerTexting: {
    method: 'PUT',
    at: at('/texting'),
    summary: 'Say who sends the texts, for the registry of US carriers',
    ...says,
    body: z
      .strictObject(senderFields)
      .refine(({ ein, firstName, lastName }) => ein !== undefined || (firstName && lastName), {
        message: 'a sole proprietor gives both names',
        path: ['ein'],
      }),
  },
  forwardCalls: {
    method: 'PUT',
    at: at('/forwarding'),
    summary: 'Name the phone company, read what to dial, and have the next call looked for',
    ...says,
    body: z.strictObject({ carrier: z.string().regex(/^[a-z-]{2,20}$/) }),
  },
  leaveOut: {
    method: 'PUT',
    at: at('/steps/{step}/left-out'),
    summary: 'Leave a step out that can be left out',
    ...says,
    path: ofBusiness.extend({ step: z.enum(['texting', 'forwarding']) }),
  },
  retryStep: {
    method: 'PUT',
    at: at('/steps/{step}/retry'),
    summary: 'Try a step again that is stuck, or that is waited for',
    ...says,
    path: ofBusiness.extend({ step: z.enum(STEP_NAMES) }),
  },
} as const satisfies RouteTable;
