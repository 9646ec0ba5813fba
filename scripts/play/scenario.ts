import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Card, isCard } from '../local/vendors/stripe/cards.ts';

const caller = z.string().min(1);

/** One thing that happens. Callers are named as in `callers`. */
const Step = z.union([
  z.strictObject({ caller, calls: z.literal(true) }),
  z.strictObject({ caller, says: z.string().min(1) }),
  z.strictObject({ caller, hangsUp: z.literal(true) }),
  z.strictObject({ caller, texts: z.string().min(1) }),
  /** The agent sends its last such tool call again, under other tool-call ids, so many times at once. */
  z.strictObject({ caller, repeats: z.string().min(1), times: z.int().min(1).max(50) }),
  z.strictObject({ minutesPass: z.int().min(1) }),
  z.strictObject({ note: z.string().min(1) }),
]);
export type Step = z.infer<typeof Step>;

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
  card: z.custom<Card>(isCard, 'no such test card').default('ok'),
  callers: z.record(caller, z.strictObject({ phone: z.string().regex(/^\+\d{8,15}$/) })),
  steps: z.array(Step).min(1),
  claims: z.array(Claim).min(1),
});
export type Scenario = z.infer<typeof Scenario> & { readonly name: string };

const FOLDER = fileURLToPath(new URL('./scenarios/', import.meta.url));

/** In the order of the file names, which begin with a number. */
export const loadScenarios = (): Scenario[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const parsed = Scenario.safeParse(JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')));
      if (!parsed.success) throw new Error(`scenario ${file}: ${z.prettifyError(parsed.error)}`);
      const unknown = parsed.data.steps.find(
        (step) => 'caller' in step && !(step.caller in parsed.data.callers),
      );
      if (unknown) throw new Error(`scenario ${file}: a step names a caller that is not in callers`);
      return { ...parsed.data, name: file.replace(/^\d+-|\.json$/g, '') };
    });
