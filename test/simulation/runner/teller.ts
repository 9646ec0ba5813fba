import '../prepare-process.ts';
import { loadPlanted } from '../mutants/plant.ts';
import { linesAbout } from './lines-about.ts';

/** A process of its own, because time and chance are replaced in it. */
const [{ findFlows }, { drawPlan }, { playPlan }] = await loadPlanted(() =>
  Promise.all([import('../flows/find-flows.ts'), import('../world/plan.ts'), import('../world/run.ts')]),
);

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
