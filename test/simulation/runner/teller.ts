import '../prepare-process.ts';
import { plant } from '../mutants/plant.ts';

/** A process of its own, because time and chance are replaced in it. */
const mutant = process.env.SIMULATE_MUTANT;
if (mutant !== undefined) plant(mutant);
const { linesAbout } = await import('./lines-about.ts');
const { findFlows } = await import('../flows/find-flows.ts');
const { drawPlan } = await import('../world/plan.ts');
const { playPlan } = await import('../world/run.ts');

const seed = Number(process.argv[2]);
const about = process.argv[3];
const flows = await findFlows();
const plan = drawPlan(seed, flows);
const lines: string[] = [];
const { violations, ioPoints, seen } = await playPlan(plan, flows, {
  trace: (at, text) => void lines.push(`${new Date(at).toISOString()}  ${text}`),
});
console.log((about === undefined ? lines : linesAbout(lines, about)).join('\n'));
console.log(
  `\nseed ${seed}: ${plan.businesses} businesses, ${plan.acts.length} flows, ${ioPoints} I/O points`,
);
console.log(
  Object.entries(seen)
    .map(([name, count]) => `${name} ${count}`)
    .join(', '),
);
for (const { invariant, what } of violations) console.log(`✗ ${invariant}: ${what}`);
if (violations.length === 0) console.log('✓ every promise was kept');
process.exitCode = violations.length > 0 ? 1 : 0;
