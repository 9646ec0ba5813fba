import { answersOf } from './answers.ts';
import { createCallers } from './callers.ts';
import { createGauge } from './gauge.ts';
import { createPostOffice } from './post-office.ts';
import type { LoadReport } from './report.ts';
import { openStage, type Stage } from './stage.ts';
import { busyBusiness } from './town.ts';

const BUSINESSES = 50;
const TOOL_CALLS_PER_SECOND = 200;
const WEBHOOKS_PER_SECOND = 500;
const DIALS_PER_SECOND = 60;
const BILLS_PER_SECOND = 10;
const MINUTE_MS = 60_000;
/** So long before the minute the first callers ring. */
const AHEAD_MS = 5_000;

/** Does something so often a second until that moment, however long what it does may take. */
const steadily = ({ kernel }: Stage, perSecond: number, untilMs: number, act: () => void): void => {
  const begunMs = kernel.now;
  let done = 0;
  const next = (): void => {
    if (kernel.now >= untilMs) return;
    act();
    done += 1;
    kernel.after(begunMs + (done * 1000) / perSecond - kernel.now, next);
  };
  kernel.after(0, next);
};

/**
 * A minute of 200 tool calls and 500 webhooks a second over fifty businesses, and the time until everything they set off
 * is done; then every promise is checked. A smaller `scale` is a shorter time at the same rates. In a process of its own:
 * see prepare-process.ts.
 */
export const playLoad = async (
  seed: number,
  scale: number,
  onSecond: (second: number) => void,
): Promise<LoadReport> => {
  const { stage, gauge } = await openStage(seed, BUSINESSES, busyBusiness, (universe) =>
    createGauge(universe, onSecond),
  );
  const { kernel, universe } = stage;
  for (const { billing } of universe.businesses) {
    universe.stripe.lives.subscribe({ customer: billing.stripeCustomerId });
  }
  await stage.passTo(kernel.now + MINUTE_MS);

  const appliedBefore = gauge.applied();
  const begunMs = kernel.now;
  const untilMs = begunMs + AHEAD_MS + MINUTE_MS * scale;
  const callers = createCallers(stage);
  steadily(stage, DIALS_PER_SECOND, untilMs, callers.dial);
  await stage.passTo(begunMs + AHEAD_MS);
  universe.edge.statuses.clear();
  const { acknowledged } = universe.deliveries;
  const acknowledgedBefore = acknowledged.length;
  const postOffice = createPostOffice(stage, WEBHOOKS_PER_SECOND);
  steadily(stage, TOOL_CALLS_PER_SECOND, untilMs, callers.useTool);
  steadily(stage, BILLS_PER_SECOND, untilMs, postOffice.bill);
  steadily(stage, 50, untilMs, () => postOffice.catchUp());
  await stage.passTo(untilMs);
  const during = {
    webhooks: postOffice.brought(),
    acknowledged: acknowledged.length - acknowledgedBefore,
  };
  callers.hangUpAll();
  const restMs = await stage.rest();

  const answers = answersOf(stage);
  stage.end();
  const { heard } = universe;
  const told = (code: string) => heard.filter(({ answer }) => answer?.code === code).length;
  return {
    seed,
    violations: stage.violations,
    figures: {
      'tool calls': Object.values(callers.used).reduce((sum, count) => sum + count, 0),
      ...callers.used,
      'nobody on the line': callers.unused(),
      bookings: new Set(heard.flatMap(({ answer }) => answer?.booking_id ?? [])).size,
      'slots lost to another': told('slot_taken'),
      'asked to try again': told('busy_try_again'),
      'heard nothing': heard.filter(({ answer }) => answer === undefined).length,
      'webhooks in that time': during.webhooks,
      'acknowledged in that time': during.acknowledged,
      'webhooks in all': postOffice.brought(),
      forged: postOffice.seen.forged,
      repeated: postOffice.seen.repeated,
      'texts in': postOffice.seen.texts,
      'changes at Stripe': postOffice.seen.subscriptions,
      'webhooks given up': universe.deliveries.seen.givenUp,
      'events applied': gauge.applied() - appliedBefore,
      'texts out': universe.telnyx.texts().filter(({ direction }) => direction === 'outbound').length,
      'invoices paid': universe.stripe.paidInvoices().length,
      'rows left': gauge.rows(),
    },
    answers,
    deepest: gauge.deepest,
    restSeconds: restMs / 1000,
    simulatedSeconds: (kernel.now - begunMs) / 1000,
    ioPoints: kernel.ioCount,
    seconds: gauge.seconds(),
    digest: gauge.digest(),
  };
};
