import type { Business } from '../../../functions/domain/business/business.ts';
import { checkEnd } from '../invariants/check-end.ts';
import type { Report, Violation } from '../invariants/violation.ts';
import { watchRows } from '../invariants/watch-rows.ts';
import { watchVendors } from '../invariants/watch-vendors.ts';
import { type Chance, seededChance } from '../kernel/chance.ts';
import { Kernel } from '../kernel/kernel.ts';
import { takeOverFetch } from '../vendors/vendor-fetch.ts';
import { openBusiness } from '../world/open-business.ts';
import { type Deeds, noDeeds } from '../world/scene.ts';
import { reportUnhandled } from '../world/unhandled.ts';
import { Universe } from '../world/universe.ts';
import type { Gauge } from './gauge.ts';

const MINUTE = 60_000;
const START_MS = Date.parse('2026-11-23T15:00:00Z');
const REST_WITHIN_MS = 24 * 60 * MINUTE;
const MOST_OF_A_KIND = 3;
/** As many as there is ever work for: Lambda keeps what it has started. */
const ALL_WARM = 10_000;

/** A world in which nothing goes wrong by itself, with every promise watched. */
export type Stage = {
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly universe: Universe;
  readonly deeds: Deeds;
  readonly report: Report;
  readonly violations: readonly Violation[];
  /** Lets time pass until that moment, in milliseconds since 1970. */
  passTo(atMs: number): Promise<void>;
  /** Lets time pass until nothing is left to do; answers how long that took, in simulated milliseconds. */
  rest(): Promise<number>;
  /** Judges what is left. To be called last. */
  end(): void;
};

/** `businessOf` makes the business of a number; each is there before anything happens. */
export const openStage = async (
  seed: number,
  businesses: number,
  businessOf: (chance: Chance, index: number, startMs: number) => Business,
  gaugeOf: (universe: Universe) => Gauge,
): Promise<{ readonly stage: Stage; readonly gauge: Gauge }> => {
  const violations: Violation[] = [];
  const chance = seededChance(seed);
  const kernel = new Kernel({ chance: chance.fork(), startMs: START_MS });
  kernel.isCalm = true;
  const report: Report = (invariant, what) => {
    if (violations.filter((one) => one.invariant === invariant).length >= MOST_OF_A_KIND) return;
    violations.push({ invariant, what });
  };
  const universe = new Universe({
    kernel,
    chance: chance.fork(),
    skewMs: 0,
    lagMs: 500,
    outages: [],
    mostWarm: ALL_WARM,
  });
  takeOverFetch(universe);
  const deeds = noDeeds();
  watchRows(universe, deeds, report);
  watchVendors(universe, report);
  for (let index = 0; index < businesses; index += 1) {
    void openBusiness(universe, businessOf(chance, index, START_MS));
    await kernel.run(
      () => kernel.outstanding === 0,
      () => undefined,
    );
  }
  universe.releasedTo(Math.floor(kernel.now / MINUTE) * MINUTE - 2 * MINUTE);

  const gauge = gaugeOf(universe);
  const stage: Stage = {
    kernel,
    chance,
    universe,
    deeds,
    report,
    violations,
    async passTo(atMs) {
      let isThere = false;
      kernel.after(Math.max(0, atMs - kernel.now), () => {
        isThere = true;
      });
      await kernel.run(() => isThere, gauge.look);
    },
    async rest() {
      const { now } = kernel;
      const by = now + REST_WITHIN_MS;
      await kernel.run(() => universe.isQuiet() || kernel.now > by, gauge.look);
      if (!universe.isQuiet())
        report('Q1', `not at rest a day later: ${universe.ticker.dueKeys.slice(0, 3).join('; ')}`);
      return kernel.now - now;
    },
    end() {
      universe.ticker.stop();
      reportUnhandled(report);
      checkEnd(universe, deeds, report);
    },
  };
  return { stage, gauge };
};
