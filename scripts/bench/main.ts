import { parseArgs } from 'node:util';
import { type Figure, isBroken, rowOf } from './figure.ts';
import { partNames, parts } from './parts.ts';
import { clearProgress, progressOf } from './progress.ts';
import { projectRoot } from './project-root.ts';
import { tableOf } from './table.ts';
import { benchWeb, figuresOfWeb } from './web/web.ts';

const HELP = `npm run bench -- [--only PART]... [--json]
npm run bench -- web [--json]

Measures ourselves beside what we are measured by, in one run, and prints a table.
  --only PART   one of ${partNames.join(', ')}; may be given several times
  --json        prints {"rows": [{name, value, unit, peer, ratio, goal, ok}]} instead
  web           the dashboard in Chromium: gzipped JavaScript of the first route beside a blank page with React, and what
                Lighthouse makes of it (desktop preset, medians of five), and how soon an open page shows a call and an
                appointment (seconds, medians of five); with --json {firstRouteGzipKB, blankReactGzipKB,
                lighthouse: {performance, accessibility, bestPractices}, liveSeconds: {call, appointment}}

Ends with 1 when a goal is missed that no decision (docs/adr) explains.`;

const fail = (message: string): never => {
  process.stderr.write(`${message}: see --help.\n`);
  process.exit(2);
};

const readOptions = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { ...values, positionals };
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
const [whole, ...more] = options.positionals;
if (whole !== undefined && (whole !== 'web' || more.length > 0 || options.only))
  fail(`There is no ${options.positionals.join(' ')}; there is web, without --only`);

const chosen = options.only ?? partNames;
for (const name of chosen)
  if (!(name in parts)) fail(`There is no part ${name}; there are ${partNames.join(', ')}`);

const print = (figures: readonly Figure[], asJson: object): void => {
  clearProgress();
  process.stdout.write(`${options.json ? JSON.stringify(asJson, null, 2) : tableOf(figures)}\n`);
  process.exitCode = figures.some(isBroken) ? 1 : 0;
};

if (whole === 'web') {
  const web = await benchWeb(progressOf('web'));
  print(figuresOfWeb(web), web);
} else {
  const figures: Figure[] = [];
  for (const name of partNames.filter((one) => chosen.includes(one))) {
    figures.push(...(await parts[name](progressOf(name))));
  }
  print(figures, { rows: figures.map(rowOf) });
}
