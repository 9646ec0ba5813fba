import { parseArgs } from 'node:util';
import { isBroken, rowOf } from './figure.ts';
import { partNames, parts } from './parts.ts';
import { clearProgress, progressOf } from './progress.ts';
import { projectRoot } from './project-root.ts';
import { tableOf } from './table.ts';

const HELP = `npm run bench -- [--only PART]... [--json]

Measures ourselves beside what we are measured by, in one run, and prints a table.
  --only PART   one of ${partNames.join(', ')}; may be given several times
  --json        prints {"rows": [{name, value, unit, peer, ratio, goal, ok}]} instead

Ends with 1 when a goal is missed that no decision (docs/adr) explains.`;

const fail = (message: string): never => {
  process.stderr.write(`${message}: see --help.\n`);
  process.exit(2);
};

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    return fail(error instanceof Error ? (error.message.split('.')[0] ?? error.message) : String(error));
  }
};

// The CDK app finds the handlers by where it is started.
process.chdir(projectRoot);
const options = readOptions();
if (options.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const chosen = options.only ?? partNames;
for (const name of chosen)
  if (!(name in parts)) fail(`There is no part ${name}; there are ${partNames.join(', ')}`);

const figures = [];
for (const name of partNames.filter((one) => chosen.includes(one))) {
  figures.push(...(await parts[name](progressOf(name))));
}
clearProgress();
process.stdout.write(
  options.json ? `${JSON.stringify({ rows: figures.map(rowOf) }, null, 2)}\n` : `${tableOf(figures)}\n`,
);
process.exitCode = figures.some(isBroken) ? 1 : 0;
