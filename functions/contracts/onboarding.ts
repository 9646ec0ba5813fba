import * as z from 'zod/mini';

/** The way from a business that is known to one that answers its phone, in this order as far as one needs the other. */
export const STEP_NAMES = [
  'profile',
  'proof',
  'services',
  'subscription',
  'number',
  'agent',
  'line',
  'texting',
  'forwarding',
  'test-call',
] as const;
export const StepName = z.enum(STEP_NAMES);
export type StepName = z.infer<typeof StepName>;

/**
 * `todo`: next, as soon as what it needs is done. `working`: at a vendor. `waiting`: for a person or a vendor. `stuck`: it did
 * not work, and a person has to say how to go on. `undone`: released again.
 */
export const STEP_STATES = ['todo', 'working', 'waiting', 'stuck', 'done', 'skipped', 'undone'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** What a step waits for. Those of `PERSON_WAITS` come from the owner, the others from elsewhere. */
export const PERSON_WAITS = [
  'confirmation',
  'how-to-send-code',
  'code',
  'payment',
  'sender',
  'pin',
  'carrier-name',
  'forwarded-call',
  'call',
] as const;
export const VENDOR_WAITS = [
  'number-order',
  'brand-review',
  'campaign-review',
  'assignment',
  'retry',
] as const;
export type WaitsFor = (typeof PERSON_WAITS)[number] | (typeof VENDOR_WAITS)[number];

/** What is wrong with a step that is stuck. */
export const STEP_PROBLEMS = [
  'code_wrong',
  'phone_refused',
  'checkout_expired',
  'no_number_in_area',
  'number_refused',
  'agent_refused',
  'line_refused',
  'part_of_line_taken',
  'pin_refused',
  'pin_not_delivered',
  'pin_wrong',
  'pin_expired',
  'brand_rejected',
  'campaign_rejected',
  'assignment_rejected',
  'vendor_refused',
  'vendor_down',
] as const;
export type StepProblem = (typeof STEP_PROBLEMS)[number];

export const ONBOARDING_STATES = ['open', 'live', 'closing', 'closed'] as const;
export type OnboardingState = (typeof ONBOARDING_STATES)[number];
