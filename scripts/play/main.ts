import { log } from '../../functions/runtime/log.ts';
import { readTableStore } from '../local/backends/choose-store.ts';
import { forgetWorld, publishWorld } from '../local/world-address.ts';
import { type HistoryLength, type OpenedHistory, openHistory, readHistory } from './history/open-history.ts';
import { readOptions } from './options.ts';
import { type DemoPage, startPage } from './page/start-page.ts';
import { columns, paint } from './paint.ts';
import { playScenario } from './play-scenario.ts';
import { loadScenarios, readScenario } from './scenario.ts';
import { print } from './stage-print.ts';
import { type OwnPlace, onInterrupt, startPlace } from './start-place.ts';
import { DEMO_ZONE, writtenAt } from './zone-time.ts';

const HELP = `Plays phone calls through the real handlers on the local cloud, and checks what came of them.

  ./scripts/demo                    play every scenario, then a business with 60 days of history, and stay up until Ctrl-C,
                                    with its dashboard and a page to call it, break things and see what comes of it
  ./scripts/demo --once             play, check, stop; exit 0 only if everything held
  ./scripts/demo --history short    a week of history instead; full: 60 days; none: stay up after the scenarios
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
  history: { type: 'string' },
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

/** Without a word: 60 days where somebody will look around, none where nobody will. */
const historyLength = (): HistoryLength =>
  values.history === undefined ? (values.once ? 'none' : 'full') : readHistory(values.history);

const printAddresses = (
  { address, world }: OwnPlace,
  opened?: Pick<OpenedHistory, 'owner' | 'coming'> & { readonly page: DemoPage },
): void => {
  print();
  print(paint.strong('CloudGreet runs on this machine until you press Ctrl-C.'));
  if (opened) {
    const logIn = opened.owner;
    print(`  Dashboard ${paint.strong(address.webApiUrl)}`);
    print(`  Log-in    ${paint.strong(logIn.email)}  password ${paint.strong(logIn.password)}`);
    print(
      `            ${paint.quiet('(made for this run; the business, its callers and their calls are all played)')}`,
    );
    print(
      `  Demo page ${paint.strong(opened.page.url)}  ${paint.quiet('(calls it, breaks things, shows what comes of it)')}`,
    );
  }
  print(
    `  API       ${address.webApiUrl}  ${paint.quiet(`(docs/openapi.json; vendors call ${address.apiUrl})`)}`,
  );
  print(`  AWS       ${address.gatewayUrl}  ${paint.quiet('(AWS_ENDPOINT_URL)')}`);
  for (const [vendor, url] of Object.entries(address.vendors)) {
    print(`  ${`${vendor[0]?.toUpperCase()}${vendor.slice(1)}`.padEnd(9)} ${url}/_inspect`);
  }
  print(`  Table     ${world.cloud.outputs.TableName}`);
  const call = opened ? `npm run call -- --business ${opened.coming.id}` : 'npm run call';
  print(`  Now phone it yourself: ${paint.strong(call)} in another terminal.`);
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
  const length = historyLength();
  const show = ({ level, source, text }: { level: string; source: string; text: string }): void => {
    if (level === 'warn' || level === 'error') print(paint.quiet(`  ${level} ${source}: ${text}`));
  };
  const store = readTableStore(values.store);
  const log = values.verbose ? show : undefined;
  let place: OwnPlace | undefined;
  let page: DemoPage | undefined;
  const leave = async (): Promise<void> => {
    forgetWorld();
    await page?.stop();
    place?.close();
    await place?.world.stop();
    place = undefined;
  };
  const isInterrupted = onInterrupt(leave);
  try {
    const scenes = await startPlace({ at: values.at, store, log });
    place = scenes;
    print(paint.quiet(`It is ${writtenAt(DEMO_ZONE, scenes.clock.now())} in ${DEMO_ZONE}.`));
    const held = await play(scenes);
    process.exitCode = held ? 0 : 1;
    if (length === 'none') {
      if (values.once) return await leave();
      publishWorld(scenes.world);
      return printAddresses(scenes);
    }
    // Time only goes forward: the days before now are lived through in a world of their own.
    const offsetMs = scenes.clock.offsetMs();
    await leave();
    print();
    const opened = await openHistory(length, {
      ...{ offsetMs, store, log },
      onPlace: (begun) => {
        place = begun;
      },
    });
    const { verdict } = opened;
    print(verdict.holds ? paint.good(`✓ ${verdict.says}`) : paint.bad(`✗ ${verdict.says}`));
    if (!verdict.holds) process.exitCode = 1;
    if (values.once) return await leave();
    publishWorld(opened.place.world, opened.owner);
    page = await startPage(opened.place, await opened.coming.business());
    printAddresses(opened.place, { ...opened, page });
  } catch (error) {
    // What fails because its world is being stopped is no news.
    if (isInterrupted()) return;
    await leave();
    throw error;
  }
};

// Lines are for those who read logs; here a person watches.
log.setLogLevel('ERROR');
try {
  await run();
} catch (error) {
  console.error(paint.bad(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
