import { createHash } from 'node:crypto';
import { findFlows } from '../flows/find-flows.ts';
import type { Flow } from '../flows/flow.ts';
import { drawPlan, type Plan, singlePlan } from '../world/plan.ts';
import { playPlan, type RunResult } from '../world/run.ts';
import { emptyTally, type Failure, type Job, type Single, type Tally, together } from './jobs.ts';

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
  met: Object.fromEntries(result.met),
  seen: result.seen,
});

/** Plays it and hashes each step. */
const playHashed = async (
  plan: Plan,
  flows: readonly Flow[],
): Promise<{ readonly result: RunResult; readonly digest: string }> => {
  const hash = createHash('sha256');
  const result = await playPlan(plan, flows, { trace: (at, text) => void hash.update(`${at} ${text}\n`) });
  return { result, digest: hash.digest('hex') };
};

const playSeed = async (seed: number, flows: readonly Flow[]): Promise<Tally> => {
  const plan = drawPlan(seed, flows);
  if (seed % REPLAY_EVERY !== 0) return tallyOf(seed, await playPlan(plan, flows));
  const { result, digest } = await playHashed(plan, flows);
  const again = await playHashed(plan, flows);
  return { ...tallyOf(seed, result), replayed: 1, differed: again.digest === digest ? [] : [seed] };
};

const flowNamed = (flows: readonly Flow[], name: string): readonly [flow: Flow, index: number] => {
  const index = flows.findIndex((flow) => flow.name === name);
  const flow = flows[index];
  if (flow === undefined) throw new Error(`there is no flow "${name}"`);
  return [flow, index];
};

const record = async (name: string, flows: readonly Flow[]): Promise<Tally> => {
  const plan = singlePlan(...flowNamed(flows, name));
  const result = await playPlan(plan, flows, { isRecording: true });
  return { ...tallyOf(plan.seed, result), points: result.points };
};

const breakFlow = async (
  name: string,
  singles: readonly Single[],
  flows: readonly Flow[],
): Promise<Tally> => {
  const [flow, index] = flowNamed(flows, name);
  let tally = emptyTally;
  for (const single of singles) {
    const plan = singlePlan(flow, index, { ordinal: single.ordinal, kind: single.fault });
    tally = together(tally, tallyOf(plan.seed, await playPlan(plan, flows), { ...single, flow: name }));
  }
  return tally;
};

export const doJob = async (job: Job): Promise<Tally> => {
  const flows = await findFlows();
  if (job.kind === 'record') return record(job.flow, flows);
  if (job.kind === 'break') return breakFlow(job.flow, job.singles, flows);
  let tally = emptyTally;
  for (let seed = job.from; seed <= job.to; seed += 1) {
    tally = together(tally, await playSeed(seed, flows));
    if (job.kind === 'hunt' && tally.failures.length > 0) return tally;
  }
  return tally;
};
