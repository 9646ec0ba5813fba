import { readTableStore } from '../local/backends/choose-store.ts';
import { type HistoryLength, readHistory } from './history/history-length.ts';
import { readOptions } from './options.ts';
import { paint } from './paint.ts';
import { loadScenarios, readScenario, type Scenario } from './scenario.ts';
import { print } from './stage-print.ts';
import { DEMO_ZONE, instantOf } from './zone-time.ts';

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

const chosen = (names: readonly string[]): readonly Scenario[] => {
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

const run = async (): Promise<void> => {
  if (values.help) return print(HELP);
  if (values.list) {
    for (const { name, title } of chosen([])) print(`${name.padEnd(26)} ${title}`);
    return;
  }
  const { at, once, verbose } = values;
  const scenarios = chosen(values.scenario);
  const length = historyLength();
  const store = readTableStore(values.store);
  if (at !== undefined) instantOf(at, DEMO_ZONE);
  // Whoever mistypes a word is told at once, not after the whole product was loaded.
  const { playDemo } = await import('./demo.ts');
  await playDemo({ scenarios, length, at, store, once, verbose });
};

try {
  await run();
} catch (error) {
  console.error(paint.bad(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
