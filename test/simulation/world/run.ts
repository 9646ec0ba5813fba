import type { Flow } from '../flows/flow.ts';
import { checkEnd } from '../invariants/check-end.ts';
import type { Report, Violation } from '../invariants/violation.ts';
import { watchRows } from '../invariants/watch-rows.ts';
import { watchVendors } from '../invariants/watch-vendors.ts';
import { type Chance, seededChance } from '../kernel/chance.ts';
import { type FaultPlan, noFaults, type Point } from '../kernel/faults.ts';
import { Kernel } from '../kernel/kernel.ts';
import { takeOverFetch } from '../vendors/vendor-fetch.ts';
import { drawBusiness } from './businesses.ts';
import { openBusiness } from './open-business.ts';
import type { Plan } from './plan.ts';
import { createScene, type Deeds, noDeeds } from './scene.ts';
import { takeUnhandled } from './unhandled.ts';
import { Universe } from './universe.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** After everything is healed, so long until it must have come to rest. */
const REST_WITHIN_MS = 10 * DAY;
const MOST_EVENTS = 3_000_000;
const MOST_REDRIVES = 6;

export type RunResult = {
  readonly violations: readonly Violation[];
  readonly ioPoints: number;
  readonly fired: ReadonlyMap<string, number>;
  readonly points: readonly Point[];
  /** How often things happened that a run should have seen. */
  readonly seen: Readonly<Record<string, number>>;
  /** How much time passed in the run, in milliseconds. */
  readonly simulatedMs: number;
};

type Watching = {
  readonly trace?: (at: number, text: string) => void;
  /** Whether the points are remembered. */
  readonly isRecording?: boolean;
};

/** A vendor that is down answers with errors or not at all, whatever else goes wrong. */
const underOutages = (universe: Universe, inner: FaultPlan, chance: Chance): FaultPlan => ({
  draw(point) {
    const vendor = point.place.split('.')[0] ?? '';
    if (universe.downUntil(vendor) > point.now) return chance.is(0.7) ? 'error-before' : 'time-out-before';
    return inner.draw(point);
  },
});

const countSeen = (universe: Universe, deeds: Deeds): Record<string, number> => {
  const { queues, deliveries, stream, stripe, telnyx, heard } = universe;
  const all = Object.values(queues);
  const sum = (of: (queue: (typeof all)[number]) => number) =>
    all.reduce((total, queue) => total + of(queue), 0);
  return {
    bookings: heard.filter(({ tool, answer }) => tool === 'book_appointment' && answer?.ok).length,
    'slots lost to another': heard.filter(({ answer }) => answer?.code === 'slot_taken').length,
    'calls answered with nothing': heard.filter(({ answer }) => answer === undefined).length,
    'invoices paid': stripe.paidInvoices().length,
    'texts sent': telnyx.texts().filter(({ direction }) => direction === 'outbound').length,
    'STOPs said': deeds.stopsSaid.size,
    'dead letters': sum(({ seen }) => seen.deadLettered),
    'dead letters redriven': sum(({ seen }) => seen.redriven),
    'messages doubled': sum(({ seen }) => seen.doubled),
    'webhooks doubled': deliveries.seen.doubled,
    'webhooks late': deliveries.seen.late,
    'webhooks given up': deliveries.seen.givenUp,
    'stream records given up': stream.givenUp.length,
    forgeries: deeds.forgedMarks.length,
    'poison messages': deeds.poison.size,
    'charges reconciled': universe.looked.invoices,
    'texts looked for': universe.looked.texts,
    cancellations: deeds.cancelled.size,
  };
};

/** Plays one plan from its beginning until everything has come to rest, and says which promises were broken. */
export const playPlan = async (
  plan: Plan,
  flows: readonly Flow[],
  watching: Watching = {},
): Promise<RunResult> => {
  const violations: Violation[] = [];
  const chance = seededChance(plan.seed);
  const kernel = new Kernel({ chance: chance.fork(), startMs: plan.startMs, trace: watching.trace });
  kernel.isRecording = watching.isRecording ?? false;
  kernel.isCalm = plan.isCalm;
  const report: Report = (invariant, what) => {
    // The first of a kind tells the story.
    if (violations.filter((one) => one.invariant === invariant).length >= 3) return;
    kernel.note(() => `!!! ${invariant}: ${what}`);
    violations.push({ invariant, what });
  };
  const universe = new Universe({
    kernel,
    chance: chance.fork(),
    skewMs: plan.skewMs,
    lagMs: plan.lagMs,
    outages: plan.outages,
  });
  takeOverFetch(universe);
  const deeds = noDeeds();
  watchRows(universe, deeds, report);
  watchVendors(universe, report);

  const settled = () => kernel.outstanding === 0;
  const nothing = () => undefined;
  for (let index = 0; index < plan.businesses; index += 1) {
    void openBusiness(universe, drawBusiness(chance, index, plan.startMs));
    await kernel.run(settled, nothing);
  }

  // A stage that has run for a while; now and then one that never did.
  if (!kernel.mishap(0.05)) universe.releasedTo(Math.floor(kernel.now / MINUTE) * MINUTE - 2 * MINUTE);

  // From here on things go wrong.
  kernel.ioCount = 0;
  kernel.points.length = 0;
  kernel.faults = underOutages(universe, plan.faults(chance.fork()), chance.fork());
  for (const { flow: name, atMs, business, customer } of plan.acts) {
    const flow = flows.find((one) => one.name === name);
    if (flow === undefined) throw new Error(`there is no flow "${name}"`);
    const mine = universe.businesses[business % universe.businesses.length];
    const theirs = universe.businesses[(business + 1) % universe.businesses.length];
    if (mine === undefined || theirs === undefined) throw new Error('a run without a business');
    const scene = createScene(universe, chance.fork(), deeds, mine, theirs, customer);
    kernel.after(atMs, () => {
      kernel.note(() => `--- ${name} (${mine.id}, ${customer})`);
      flow
        .play(scene)
        .catch((error: unknown) => report('flow', `"${name}" broke: ${(error as Error).stack}`));
    });
  }
  const hazardChance = chance.fork();
  for (const { hazard, atMs } of plan.hazards) {
    kernel.after(atMs, () => hazard.strike(universe, hazardChance, deeds));
  }

  let events = 0;
  const count = () => {
    events += 1;
  };
  const isStuck = () => events > MOST_EVENTS;
  const healAt = plan.startMs + plan.troubleMs;
  await kernel.run(() => (kernel.now >= healAt && settled()) || isStuck(), count);

  // Healed: what is left has to come to rest by itself.
  kernel.note(() => 'everything is healed');
  kernel.faults = noFaults;
  const restBy = kernel.now + REST_WITHIN_MS;
  for (let redrives = 0; redrives <= MOST_REDRIVES; redrives += 1) {
    await kernel.run(() => universe.isQuiet() || kernel.now > restBy || isStuck(), count);
    const moved = Object.values(universe.queues).reduce((sum, queue) => sum + queue.redrive(), 0);
    if (moved === 0 || redrives === MOST_REDRIVES) break;
  }
  await kernel.run(() => universe.isQuiet() || kernel.now > restBy || isStuck(), count);
  if (!universe.isQuiet()) {
    const due = universe.ticker.dueKeys.slice(0, 3).join('; ');
    report('Q1', `not at rest ${isStuck() ? 'after too many events' : 'ten days later'}: ${due}`);
  }
  universe.ticker.stop();
  for (const error of takeUnhandled())
    report('E1', `nobody handles ${(error as Error)?.name}: ${(error as Error)?.message}`);
  checkEnd(universe, deeds, report);
  return {
    violations,
    ioPoints: kernel.ioCount,
    fired: kernel.fired,
    points: kernel.points,
    seen: countSeen(universe, deeds),
    simulatedMs: kernel.now - plan.startMs,
  };
};
