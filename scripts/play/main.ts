import { log } from '../../functions/runtime/log.ts';
import { readTableStore } from '../local/backends/choose-store.ts';
import { forgetWorld, publishWorld } from '../local/world-address.ts';
import { readOptions } from './options.ts';
import { columns, paint } from './paint.ts';
import { playScenario } from './play-scenario.ts';
import { loadScenarios, readScenario } from './scenario.ts';
import { print } from './stage-print.ts';
import { type OwnPlace, onInterrupt, startPlace } from './start-place.ts';
import { DEMO_ZONE, writtenAt } from './zone-time.ts';

const HELP = `Plays phone calls through the real handlers on the local cloud, and checks what came of them.

  ./scripts/demo                    play every scenario, then stay up until Ctrl-C
  ./scripts/demo --once             play, check, stop; exit 0 only if everything held
  ./scripts/demo --list             what there is to play
  ./scripts/demo --scenario NAME    play only that one (may be given several times)
  ./scripts/demo --scenario-file F  play a scenario of your own (docs/examples/scenario)
  ./scripts/demo --at 2027-03-14T01:50   play at another date, by the business's clock
  ./scripts/demo --store memory     keep the tables in memory instead of DynamoDB Local, which needs Java
  ./scripts/demo --verbose          show warnings of the parts as they work
`;

const values = readOptions({
  once: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  scenario: { type: 'string', multiple: true, default: [] },
  'scenario-file': { type: 'string', multiple: true, default: [] },
  at: { type: 'string' },
  store: { type: 'string' },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});

const chosen = (names: readonly string[]) => {
  const all = loadScenarios();
  const unknown = names.filter((name) => !all.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `no scenario ${unknown.join(', ')}; there are: ${all.map(({ name }) => name).join(', ')}`,
    );
  }
  const own = values['scenario-file'].map(readScenario);
  const named = all.filter(({ name }) => names.includes(name));
  return names.length + own.length === 0 ? all : [...named, ...own];
};

const printAddresses = ({ address, world }: OwnPlace): void => {
  print();
  print(paint.strong('CloudGreet runs on this machine until you press Ctrl-C.'));
  print(
    `  API       ${address.webApiUrl}  ${paint.quiet(`(docs/openapi.json; vendors call ${address.apiUrl})`)}`,
  );
  print(`  AWS       ${address.gatewayUrl}  ${paint.quiet('(AWS_ENDPOINT_URL)')}`);
  for (const [vendor, url] of Object.entries(address.vendors)) {
    print(`  ${`${vendor[0]?.toUpperCase()}${vendor.slice(1)}`.padEnd(9)} ${url}/_inspect`);
  }
  print(`  Table     ${world.cloud.outputs.TableName}`);
  print(`  Now phone it yourself: ${paint.strong('npm run call')} in another terminal.`);
  print(
    `  What happened in a call, and when: ${paint.strong('npm run trace -- last')}, or with the call's id.`,
  );
};

const play = async (place: OwnPlace): Promise<boolean> => {
  const scenarios = chosen(values.scenario);
  const verdicts = [];
  for (const [index, scenario] of scenarios.entries()) {
    verdicts.push(...(await playScenario(place, scenario, index + 1)));
    if (index === 0)
      print(paint.quiet(`\n  First call done ${(performance.now() / 1000).toFixed(1)} s after the start.`));
  }
  const failed = verdicts.filter(({ holds }) => !holds).length;
  print();
  print(paint.quiet('─'.repeat(Math.min(60, columns()))));
  print(
    failed === 0
      ? paint.good(
          `✓ All ${verdicts.length} claims held in ${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}.`,
        )
      : paint.bad(`✗ ${failed} of ${verdicts.length} claims failed.`),
  );
  return failed === 0;
};

const run = async (): Promise<void> => {
  if (values.help) return print(HELP);
  if (values.list) {
    for (const { name, title } of chosen([])) print(`${name.padEnd(26)} ${title}`);
    return;
  }
  chosen(values.scenario);
  const show = ({ level, source, text }: { level: string; source: string; text: string }): void => {
    if (level === 'warn' || level === 'error') print(paint.quiet(`  ${level} ${source}: ${text}`));
  };
  const place = await startPlace({
    at: values.at,
    store: readTableStore(values.store),
    log: values.verbose ? show : undefined,
  });
  const leave = async (): Promise<void> => {
    forgetWorld();
    place.close();
    await place.world.stop();
  };
  const isInterrupted = onInterrupt(leave);
  print(paint.quiet(`It is ${writtenAt(DEMO_ZONE, place.clock.now())} in ${DEMO_ZONE}.`));
  try {
    const held = await play(place);
    process.exitCode = held ? 0 : 1;
  } catch (error) {
    // What fails because its world is being stopped is no news.
    if (isInterrupted()) return;
    await leave();
    throw error;
  }
  if (values.once) return leave();
  publishWorld(place.world);
  printAddresses(place);
};

// Lines are for those who read logs; here a person watches.
log.setLogLevel('ERROR');
try {
  await run();
} catch (error) {
  console.error(paint.bad(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
