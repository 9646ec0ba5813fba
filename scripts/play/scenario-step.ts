import * as z from 'zod';
import { STEP_PROBLEMS, STEP_STATES, StepName } from '../../functions/contracts/onboarding.ts';
import { faultCommandSchema } from '../local/vendors/faults.ts';

export const caller = z.string().min(1);
const vendor = z.enum(['retell', 'stripe', 'telnyx', 'resend']);

/** One thing that happens, by the word that says what. Callers are named as in `callers`. */
const kinds = {
  calls: z.strictObject({ caller, calls: z.literal(true) }),
  says: z.strictObject({ caller, says: z.string().min(1) }),
  hangsUp: z.strictObject({ caller, hangsUp: z.literal(true) }),
  texts: z.strictObject({ caller, texts: z.string().min(1) }),
  /** The agent sends its last such tool call again, under other tool-call ids, so many times at once. */
  repeats: z.strictObject({ caller, repeats: z.string().min(1), times: z.int().min(1).max(50) }),
  minutesPass: z.strictObject({ minutesPass: z.int().min(1) }),
  /** Time passes until nothing waits for anything any more, at most so many minutes. */
  minutesPassUntilDone: z.strictObject({ minutesPassUntilDone: z.int().min(1).max(600) }),
  /** From now on something goes wrong at a vendor: a rule of its `POST /_faults`. All is well again when the scenario ends. */
  fault: z
    .strictObject({ vendor, fault: faultCommandSchema })
    .refine(({ vendor: name, fault }) => name === 'retell' || !('question' in fault), {
      message: 'only retell asks questions',
      path: ['fault', 'question'],
    }),
  mended: z.strictObject({ vendor, mended: z.literal(true) }),
  /** The owner reads the code back that came to their phone. */
  provesPhone: z.strictObject({ provesPhone: z.literal(true) }),
  /** The owner types this card in on the checkout page. */
  pays: z.strictObject({ pays: z.string().min(1) }),
  /** Nothing goes on before a step of the onboarding is so. */
  untilStep: z.strictObject({
    untilStep: StepName,
    state: z.enum(STEP_STATES).optional(),
    waitsFor: z.string().optional(),
    problem: z.enum(STEP_PROBLEMS).optional(),
  }),
  /** Another area for the number; a step tried again; another visit to the checkout. */
  choosesArea: z.strictObject({ choosesArea: z.string().regex(/^\d{3}$/) }),
  retriesStep: z.strictObject({ retriesStep: StepName }),
  reopensCheckout: z.strictObject({ reopensCheckout: z.literal(true) }),
  /** Months and banks bring about at Stripe that the subscription is so. */
  subscriptionBecomes: z.strictObject({ subscriptionBecomes: z.string().min(1) }),
  note: z.strictObject({ note: z.string().min(1) }),
};
type Kinds = typeof kinds;
export type Step = z.infer<Kinds[keyof Kinds]>;

/** A step with a word too many is told which, not that it fits none of so many shapes. */
export const Step = z.looseObject({}).transform((step, context): Step => {
  const kind = (Object.keys(kinds) as (keyof Kinds)[]).find((name) => name in step);
  if (kind === undefined) {
    const message = `no such step: ${Object.keys(step).join(', ')}; known: ${Object.keys(kinds).join(', ')}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const parsed = kinds[kind].safeParse(step);
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path });
  return z.NEVER;
});
