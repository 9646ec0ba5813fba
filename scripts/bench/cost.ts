import { startBenchWorld } from './bench-world.ts';
import { quantitiesOf, type Recording } from './call-cost.ts';
import { resourcesOf } from './deployed.ts';
import { type Figure, figure } from './figure.ts';
import { idleQuantities, scheduledRuns } from './idle-cost.ts';
import { CALLS, checkEffects, playCalls } from './played-calls.ts';
import {
  add,
  bill,
  type PriceName,
  type PriceSheet,
  type Quantities,
  readPriceSheet,
  times,
  total,
} from './price-sheet.ts';
import type { Progress } from './progress.ts';
import { record } from './recorder.ts';

/** US dollars. */
const GOALS = { calls: 0.115, dev: 6.5, prod: 25 } as const;
const MINUTE_MS = 60_000;

const largestFirst = (of: Quantities): [PriceName, number][] =>
  (Object.entries(of) as [PriceName, number][])
    .filter(([, usd]) => usd > 0)
    .sort(([, left], [, right]) => right - left);

const billFigures = (title: string, charged: Quantities, held: { readonly goal: number }): Figure[] => [
  figure({ name: title, value: total(charged), unit: 'USD', ...held }),
  ...largestFirst(charged).map(([name, value]) => figure({ name: `${title}: ${name}`, value, unit: 'USD' })),
];

/** A month of a stage that nobody calls: its resources, and its clock as it ran here. */
const idleBill = (sheet: PriceSheet, stage: 'dev' | 'prod', run: Recording): Quantities => {
  const resources = resourcesOf(stage);
  const runs = scheduledRuns(sheet, resources);
  // Its container lives from minute to minute.
  const warm = { ...sheet, assumed: { ...sheet.assumed, coldShare: { value: 0, why: 'it never sleeps' } } };
  return bill(sheet, add(idleQuantities(sheet, resources), times(runs, quantitiesOf(warm, run))));
};

/** What AWS charges for calls and for standing by, by list price. */
export const benchCost = async (progress: Progress): Promise<Figure[]> => {
  const sheet = readPriceSheet();
  const deployed = resourcesOf('prod');
  const bench = await startBenchWorld(progress, { store: 'memory' });
  try {
    const { clock, cloud } = bench.world;
    progress('run the clock of a stage that nobody calls');
    // The first run looks back an hour; those after it are alike.
    await cloud.runSchedules();
    clock.set(clock.offsetMs() + MINUTE_MS);
    await cloud.runSchedules();
    clock.set(clock.offsetMs() + MINUTE_MS);
    const idleRun = await record(bench, deployed, () => cloud.runSchedules());
    progress(`play ${CALLS} calls`);
    const played = await record(bench, deployed, () => playCalls(bench));
    await checkEffects(bench);
    const ofCalls = bill(sheet, times(1000 / CALLS, quantitiesOf(sheet, played)));
    return [
      ...billFigures('1,000 calls', ofCalls, { goal: GOALS.calls }),
      ...billFigures('a month of dev, idle', idleBill(sheet, 'dev', idleRun), { goal: GOALS.dev }),
      ...billFigures('a month of prod, idle', idleBill(sheet, 'prod', idleRun), { goal: GOALS.prod }),
    ];
  } finally {
    await bench.stop();
  }
};
