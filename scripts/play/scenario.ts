import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Card, isCard } from '../local/vendors/stripe/cards.ts';
import { caller, Step } from './scenario-step.ts';

/** Where a claim looks: the table's rows, the vendors' books, the tools' answers, what was said. */
const LOOKS = [
  'appointments',
  'fees',
  'texts',
  'alerts',
  'calls',
  'invoices',
  'sentTexts',
  'emails',
  'answers',
  'speech',
  /** What was armed at the vendors, and how often it struck (`applied`). */
  'faults',
  /** Appointments with fee and texts, as the API shows them to the owner. */
  'ownerSees',
  /** Steps of the onboarding, as the partner's program is told of them. */
  'onboarding',
  /** What the vendors have because of the business: `vendor`, `what`, `it` as they show it. */
  'held',
] as const;
export type Look = (typeof LOOKS)[number];

/**
 * So many things of that kind look like this. In `where`, names may be paths (`customer.phone`); `~word` means that the
 * text has that word in it, `$Dana` is Dana's phone, `{ "below": n }` is any number below n.
 */
const Claim = z.strictObject({
  that: z.string().min(1),
  look: z.enum(LOOKS),
  where: z.record(z.string(), z.unknown()).default({}),
  count: z.int().min(0),
  /** All of them have the same value there. */
  same: z.string().optional(),
});
export type Claim = z.infer<typeof Claim>;

const Scenario = z.strictObject({
  title: z.string(),
  about: z.string(),
  /** Its name; each scenario has a business of its own. */
  business: z.string().min(1),
  /** `played`: by the steps. Left out: all of it happens before the steps. */
  onboarding: z.literal('played').optional(),
  areaCode: z
    .string()
    .regex(/^\d{3}$/)
    .default('512'),
  card: z.custom<Card>(isCard, 'no such test card').default('ok'),
  callers: z.record(caller, z.strictObject({ phone: z.string().regex(/^\+\d{8,15}$/) })),
  steps: z.array(Step).min(1),
  claims: z.array(Claim).min(1),
});
export type Scenario = z.infer<typeof Scenario> & { readonly name: string };

const FOLDER = fileURLToPath(new URL('./scenarios/', import.meta.url));

/** Throws one sentence that says what is wrong with the file, and where. */
export const readScenario = (path: string): Scenario => {
  const file = basename(path);
  const wrong = (what: string): Error => new Error(`scenario ${file}: ${what}`);
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(error instanceof SyntaxError ? `is no JSON: ${error.message}` : 'cannot be read');
  }
  const parsed = Scenario.safeParse(found);
  if (!parsed.success) throw wrong(z.prettifyError(parsed.error));
  const unknown = parsed.data.steps.find((step) => 'caller' in step && !(step.caller in parsed.data.callers));
  if (unknown) throw wrong('a step names a caller that is not in callers');
  return { ...parsed.data, name: file.replace(/^\d+-|\.json$/g, '') };
};

/** Ours, in the order of the file names, which begin with a number. */
export const loadScenarios = (): Scenario[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((file) => readScenario(`${FOLDER}${file}`));
