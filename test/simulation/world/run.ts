import type { Flow } from '../flows/flow.ts';
import { checkEnd } from '../invariants/check-end.ts';
import type { Report, Violation } from '../invariants/violation.ts';
import { watchOnboarding } from '../invariants/watch-onboarding.ts';
import { watchPeople } from '../invariants/watch-people.ts';
import { watchRows } from '../invariants/watch-rows.ts';
import { watchService } from '../invariants/watch-service.ts';
import { watchVendors } from '../invariants/watch-vendors.ts';
import { type Chance, seededChance } from '../kernel/chance.ts';
import { type FaultPlan, noFaults, type Point } from '../kernel/faults.ts';
import { Kernel } from '../kernel/kernel.ts';
import { takeOverFetch } from '../vendors/vendor-fetch.ts';
import { capped, drawBusiness } from './businesses.ts';
import { countSeen } from './count-seen.ts';
import { openBusiness } from './open-business.ts';
import type { Plan } from './plan.ts';
import { createScene, noDeeds } from './scene.ts';
import { reportUnhandled } from './unhandled.ts';
import { type Outage, Universe } from './universe.ts';
import { watchLookups } from './watch-lookups.ts';

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
  /** `place × kind` and how often it might have fired. */
  readonly met: ReadonlyMap<string, number>;
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

/** Of two bookings that overlap each overlaps the other: that is one thing to tell. */
const sameWords = (what: string): string => what.split(' ').toSorted().join(' ');

/** A vendor that is down answers with errors or not at all, whatever else goes wrong. */
const underOutages = (
  universe: Universe,
  inner: FaultPlan,
  chance: Chance,
  felt: Set<Outage>,
): FaultPlan => ({
  draw(point) {
    const vendor = point.place.split('.')[0] ?? '';
    const now = universe.outages.filter(
      (one) => one.vendor === vendor && point.now >= one.from && point.now < one.until,
    );
    for (const one of now) felt.add(one);
    if (now.length > 0) return chance.is(0.7) ? 'error-before' : 'time-out-before';
    return inner.draw(point);
  },
});

/** How many dead letters go on their way again. */
const redriven = ({ queues }: Universe): number =>
  Object.values(queues).reduce((sum, queue) => sum + queue.redrive(), 0);

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
    // The first of a kind tells the story, and once.
    const alike = violations.filter((one) => one.invariant === invariant);
    if (alike.length >= 3 || alike.some((one) => sameWords(one.what) === sameWords(what))) return;
    violations.push({ invariant, what });
  };
  let told = 0;
  /** After what happened, not before it: what is watched is judged while the entry that shows it is still being made. */
  const tell = (): void => {
    for (; told < violations.length; told += 1) {
      const one = violations[told];
      kernel.note(() => `!!! ${one?.invariant}: ${one?.what}`);
    }
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
  const people = watchPeople(universe, deeds, report);
  watchVendors(universe, report);
  const onboarding = watchOnboarding(universe, deeds, report);
  const service = watchService(universe, report, plan.lagMs);
  const lookups = watchLookups(universe);

  const settled = () => kernel.outstanding === 0;
  for (let index = 0; index < plan.businesses; index += 1) {
    void openBusiness(universe, capped(drawBusiness(chance, index, plan.startMs)));
    await kernel.run(settled, tell);
  }

  // A stage that has run for a while; now and then one that never did.
  if (!kernel.mishap(0.05)) universe.releasedTo(Math.floor(kernel.now / MINUTE) * MINUTE - 2 * MINUTE);

  // From here on things go wrong.
  const felt = new Set<Outage>();
  const struck: string[] = [];
  kernel.ioCount = 0;
  kernel.points.length = 0;
  kernel.faults = underOutages(universe, plan.faults(chance.fork()), chance.fork(), felt);
  for (const { flow: name, atMs, business, customer } of plan.acts) {
    const flow = flows.find((one) => one.name === name);
    if (flow === undefined) throw new Error(`there is no flow "${name}"`);
    const mine = universe.businesses[business % universe.businesses.length];
    const theirs = universe.businesses[(business + 1) % universe.businesses.length];
    if (mine === undefined || theirs === undefined) throw new Error('a run without a business');
    const scene = createScene(universe, chance.fork(), deeds, mine, theirs, customer);
    // Whoever runs it does not wait for the end of what takes days.
    if (flow.isLong) kernel.after(plan.troubleMs, () => redriven(universe));
    kernel.after(atMs, () => {
      kernel.note(() => `--- ${name} (${mine.id}, ${customer})`);
      flow
        .play(scene)
        .catch((error: unknown) => report('flow', `"${name}" broke: ${(error as Error).stack}`));
    });
  }
  const hazardChance = chance.fork();
  for (const { hazard, atMs } of plan.hazards) {
    kernel.after(atMs, () => {
      if (hazard.strike(universe, hazardChance, deeds)) struck.push(hazard.name);
    });
  }

  let events = 0;
  const count = () => {
    events += 1;
    people.look();
    service.look();
    tell();
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
    const moved = redriven(universe);
    if (moved === 0 || redrives === MOST_REDRIVES) break;
  }
  await kernel.run(() => universe.isQuiet() || kernel.now > restBy || isStuck(), count);
  if (!universe.isQuiet()) {
    const due = universe.ticker.dueKeys.slice(0, 3).join('; ');
    report('Q1', `not at rest ${isStuck() ? 'after too many events' : 'ten days later'}: ${due}`);
  }
  universe.ticker.stop();
  reportUnhandled(report);
  checkEnd(universe, deeds, report);
  people.check();
  onboarding.check();
  service.check();
  tell();
  return {
    violations,
    ioPoints: kernel.ioCount,
    fired: kernel.fired,
    met: kernel.met,
    points: kernel.points,
    seen: {
      ...countSeen(universe, { deeds, lookups, felt, struck }),
      ...people.seen(),
      ...onboarding.seen(),
      ...service.seen(),
    },
    simulatedMs: kernel.now - plan.startMs,
  };
};
