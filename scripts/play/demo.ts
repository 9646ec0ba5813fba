import { log } from '../../functions/runtime/log.ts';
import type { TableStore } from '../local/backends/choose-store.ts';
import { forgetWorld, publishWorld } from '../local/world-address.ts';
import type { HistoryLength } from './history/history-length.ts';
import { type OpenedHistory, openHistory } from './history/open-history.ts';
import { type DemoPage, startPage } from './page/start-page.ts';
import { columns, paint } from './paint.ts';
import { playScenario } from './play-scenario.ts';
import type { Scenario } from './scenario.ts';
import { print } from './stage-print.ts';
import { type OwnPlace, onInterrupt, startPlace } from './start-place.ts';
import { DEMO_ZONE, writtenAt } from './zone-time.ts';

export type WantedDemo = {
  readonly scenarios: readonly Scenario[];
  readonly length: HistoryLength;
  /** Wall time in the demo's zone at which it plays. */
  readonly at: string | undefined;
  readonly store: TableStore | undefined;
  /** It plays, checks and ends. */
  readonly once: boolean;
  /** Warnings of the parts are shown as they work. */
  readonly verbose: boolean;
};

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

const play = async (place: OwnPlace, scenarios: readonly Scenario[]): Promise<boolean> => {
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

/** Plays the scenarios, then the days of the history, and stays up where it is not for once. Sets the exit code. */
export const playDemo = async ({
  scenarios,
  length,
  at,
  store,
  once,
  verbose,
}: WantedDemo): Promise<void> => {
  // Lines are for those who read logs; here a person watches.
  log.setLogLevel('ERROR');
  const show = ({ level, source, text }: { level: string; source: string; text: string }): void => {
    if (level === 'warn' || level === 'error') print(paint.quiet(`  ${level} ${source}: ${text}`));
  };
  const onLine = verbose ? show : undefined;
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
    const scenes = await startPlace({ at, store, log: onLine });
    place = scenes;
    const offsetMs = scenes.clock.offsetMs();
    print(paint.quiet(`It is ${writtenAt(DEMO_ZONE, scenes.clock.now())} in ${DEMO_ZONE}.`));
    const held = await play(scenes, scenarios);
    process.exitCode = held ? 0 : 1;
    if (length === 'none') {
      if (once) return await leave();
      publishWorld(scenes.world);
      return printAddresses(scenes);
    }
    // Time only goes forward: the days before now are lived through in a world of their own. It ends at the time that it is
    // where the demo is watched, and not the day later to which the scenarios have come: a browser goes by its own clock.
    await leave();
    print();
    const opened = await openHistory(length, {
      ...{ offsetMs, store, log: onLine },
      onPlace: (begun) => {
        place = begun;
      },
    });
    const { verdict } = opened;
    print(verdict.holds ? paint.good(`✓ ${verdict.says}`) : paint.bad(`✗ ${verdict.says}`));
    if (!verdict.holds) process.exitCode = 1;
    if (once) return await leave();
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
