import { createHash } from 'node:crypto';
import { findFlows } from '../flows/find-flows.ts';
import type { Flow } from '../flows/flow.ts';
import { drawPlan, type Plan, singlePlan } from '../world/plan.ts';
import { playPlan, type RunResult } from '../world/run.ts';
import { emptyTally, type Failure, type Job, type Tally, together } from './jobs.ts';

/** One seed in so many is run twice, and both runs must be the same to the last step. */
const REPLAY_EVERY = 100;

const tallyOf = (seed: number, result: RunResult, alone?: Failure['alone']): Tally => ({
  ...emptyTally,
  runs: 1,
  ioPoints: result.ioPoints,
  simulatedMs: result.simulatedMs,
  failures: result.violations.map(({ invariant, what }) => ({
    seed,
    invariant,
    what,
    ...(alone && { alone }),
  })),
  fired: Object.fromEntries(result.fired),
  seen: result.seen,
});

const hashOf = async (plan: Plan, flows: readonly Flow[]): Promise<string> => {
  const hash = createHash('sha256');
  await playPlan(plan, flows, { trace: (at, text) => void hash.update(`${at} ${text}\n`) });
  return hash.digest('hex');
};

const playSeed = async (seed: number, flows: readonly Flow[]): Promise<Tally> => {
  const plan = drawPlan(seed, flows);
  const tally = tallyOf(seed, await playPlan(plan, flows));
  if (seed % REPLAY_EVERY !== 0) return tally;
  const [first, second] = [await hashOf(plan, flows), await hashOf(plan, flows)];
  const isSame = first === second;
  return { ...tally, replayed: 1, differed: isSame ? [] : [seed] };
};

const breakEverywhere = async (
  { flow: name, part, parts }: Extract<Job, { kind: 'exhaustive' }>,
  flows: readonly Flow[],
): Promise<Tally> => {
  const index = flows.findIndex((flow) => flow.name === name);
  const flow = flows[index];
  if (flow === undefined) throw new Error(`there is no flow "${name}"`);
  const calm = singlePlan(flow, index);
  const { points, ...result } = await playPlan(calm, flows, { isRecording: true });
  let tally = part === 0 ? tallyOf(calm.seed, { ...result, points }) : emptyTally;
  for (const point of points) {
    if (point.ordinal % parts !== part) continue;
    for (const kind of point.kinds) {
      const plan = singlePlan(flow, index, { ordinal: point.ordinal, kind });
      const alone = { flow: name, ordinal: point.ordinal, place: point.place, fault: kind };
      tally = together(tally, tallyOf(plan.seed, await playPlan(plan, flows), alone));
    }
  }
  return tally;
};

export const doJob = async (job: Job): Promise<Tally> => {
  const flows = await findFlows();
  if (job.kind === 'exhaustive') return breakEverywhere(job, flows);
  let tally = emptyTally;
  for (let seed = job.from; seed <= job.to; seed += 1) {
    tally = together(tally, await playSeed(seed, flows));
    if (job.kind === 'hunt' && tally.failures.length > 0) return tally;
  }
  return tally;
};
