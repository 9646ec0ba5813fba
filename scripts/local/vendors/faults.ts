import * as z from 'zod';
import { garbageKinds } from './garbage.ts';

const times = z.int().positive().optional();
const milliseconds = z.int().nonnegative().optional();

/**
 * What goes wrong with a request. `decline`: the vendor will not, by its own `code`. `error-500-*`: it crashed before or after the
 * effect. `hang-after` and `drop-connection-after`: the effect happens and the answer is lost (late by `ms`, if given).
 * `garbage`: the effect happens and something else is answered, with status 200. `delay` works inside the vendor, so a
 * second request with the same idempotency key meets the first one still running.
 */
const requestEffects = [
  'refuse-503',
  '429',
  'decline',
  'error-500-before',
  'error-500-after',
  'hang-before',
  'hang-after',
  'delay',
  'garbage',
  'drop-connection',
  'drop-connection-after',
] as const;

const requestFaultSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** Prefix of the path; a string that starts with `^` is a regular expression. */
      path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
      /** Only from the n-th matching request on, counted from 1 since the rule was added. */
      nth: z.int().positive().optional(),
    })
    .optional(),
  effect: z.enum(requestEffects),
  ms: milliseconds,
  /** For `decline`: the vendor's code, such as Stripe's `insufficient_funds` or Telnyx's `40001`. */
  code: z.string().optional(),
  /** For `garbage`: which; `html` by default. */
  as: z.enum(garbageKinds).optional(),
  /** How often; without it until cleared, or once when `nth` is given. */
  times,
});

const webhookFaultSchema = z.strictObject({
  /** Event type such as `invoice.paid`; without it every type. */
  type: z.string().optional(),
  /**
   * `reorder` holds a delivery back until the next one has gone out (or `ms`, 500 by default, has passed).
   * `forge` signs other bytes, `stale` signs the right ones ten minutes ago.
   */
  effect: z.enum(['drop', 'repeat', 'reorder', 'delay', 'forge', 'stale']),
  /** For `repeat`: how often it is delivered in all; 2 by default. */
  copies: z.int().min(2).optional(),
  ms: milliseconds,
  times,
});

/**
 * What goes wrong with a question that a vendor asks us while somebody waits (Retell's inbound webhook and tools).
 * `drop`: it never leaves. `lose-answer`: we have done it, and the vendor does not hear so. `repeat`: asked twice at once.
 */
const questionFaultSchema = z.strictObject({
  /** `call_inbound` or the tool's name; without it every question. */
  type: z.string().optional(),
  effect: z.enum(['drop', 'repeat', 'delay', 'lose-answer', 'forge', 'stale']),
  ms: milliseconds,
  times,
});

const commands = {
  down: z.strictObject({ down: z.union([z.boolean(), z.literal('drop-connections')]) }),
  webhook: z.strictObject({ webhook: webhookFaultSchema }),
  question: z.strictObject({ question: questionFaultSchema }),
  request: requestFaultSchema,
};
type FaultCommand = z.infer<(typeof commands)[keyof typeof commands]>;

/** What can be armed at a vendor: over `POST /_faults`, and in scenario files. What it does not know it names. */
export const faultCommandSchema = z.looseObject({}).transform((command, context): FaultCommand => {
  const kind = (['down', 'webhook', 'question'] as const).find((name) => name in command) ?? 'request';
  const parsed = commands[kind].safeParse(command);
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path });
  return z.NEVER;
});

export type RequestFault = z.infer<typeof requestFaultSchema>;
export type WebhookFault = z.infer<typeof webhookFaultSchema>;
export type QuestionFault = z.infer<typeof questionFaultSchema>;
/** `true`: every request is refused with 503. `drop-connections`: the connection is cut without an answer. */
export type Outage = boolean | 'drop-connections';

export type FaultControls = {
  /** Throws a ZodError for a rule it does not know. */
  add(rule: RequestFault): void;
  addWebhook(rule: WebhookFault): void;
  addQuestion(rule: QuestionFault): void;
  down(mode: Outage): void;
  /** No outage and no rules any more. */
  clear(): void;
};

export type FaultBox = FaultControls & {
  outage(): Outage;
  takeRequest(method: string, path: string): RequestFault | undefined;
  takeWebhook(type: string): WebhookFault | undefined;
  takeQuestion(type: string): QuestionFault | undefined;
  /** The body of `POST /_faults`: a request rule, `{ webhook: rule }`, `{ question: rule }` or `{ down: … }`. */
  obey(command: unknown): void;
  list(): unknown;
};

type Armed<Rule> = { readonly rule: Rule; seen: number; applied: number };

const firstDue = <Rule>(
  rules: readonly Armed<Rule>[],
  isMatch: (rule: Rule) => boolean,
  window: (rule: Rule) => { from: number; times: number },
): Rule | undefined => {
  const matching = rules.filter((armed) => isMatch(armed.rule));
  for (const armed of matching) armed.seen += 1;
  const due = matching.find(({ rule, seen, applied }) => {
    const { from, times } = window(rule);
    return seen >= from && applied < times;
  });
  if (due !== undefined) due.applied += 1;
  return due?.rule;
};

const firstOfType = <Rule extends { type?: string | undefined; times?: number | undefined }>(
  rules: readonly Armed<Rule>[],
  type: string,
): Rule | undefined =>
  firstDue(
    rules,
    (rule) => (rule.type ?? type) === type,
    (rule) => ({ from: 1, times: rule.times ?? Number.POSITIVE_INFINITY }),
  );

const isPath = (wanted: string | RegExp | undefined, path: string): boolean => {
  if (wanted === undefined) return true;
  if (typeof wanted !== 'string') return wanted.test(path);
  return wanted.startsWith('^') ? new RegExp(wanted).test(path) : path.startsWith(wanted);
};

export const createFaults = (): FaultBox => {
  let outage: Outage = false;
  let requestRules: Armed<RequestFault>[] = [];
  let webhookRules: Armed<WebhookFault>[] = [];
  let questionRules: Armed<QuestionFault>[] = [];
  const box: FaultBox = {
    add: (rule) => void requestRules.push({ rule: requestFaultSchema.parse(rule), seen: 0, applied: 0 }),
    addWebhook: (rule) =>
      void webhookRules.push({ rule: webhookFaultSchema.parse(rule), seen: 0, applied: 0 }),
    addQuestion: (rule) =>
      void questionRules.push({ rule: questionFaultSchema.parse(rule), seen: 0, applied: 0 }),
    down(mode) {
      outage = mode;
    },
    clear() {
      outage = false;
      requestRules = [];
      webhookRules = [];
      questionRules = [];
    },
    outage: () => outage,
    takeRequest: (method, path) =>
      firstDue(
        requestRules,
        ({ match }) => (match?.method ?? method).toUpperCase() === method && isPath(match?.path, path),
        ({ match, times: limit }) => ({
          from: match?.nth ?? 1,
          times: limit ?? (match?.nth === undefined ? Number.POSITIVE_INFINITY : 1),
        }),
      ),
    takeWebhook: (type) => firstOfType(webhookRules, type),
    takeQuestion: (type) => firstOfType(questionRules, type),
    obey(command) {
      const parsed = faultCommandSchema.parse(command);
      if ('down' in parsed) box.down(parsed.down);
      else if ('question' in parsed) box.addQuestion(parsed.question);
      else if ('webhook' in parsed) box.addWebhook(parsed.webhook);
      else box.add(parsed);
    },
    list: () => ({ down: outage, requests: requestRules, webhooks: webhookRules, questions: questionRules }),
  };
  return box;
};
