import { readTableStore } from './local/backends/choose-store.ts';
import { createLocalClock } from './local/clock.ts';
import { startRetell } from './local/vendors/retell/retell.ts';
import { findWorld, type WorldAddress } from './local/world-address.ts';
import { findBusiness } from './play/find-business.ts';
import { readOptions } from './play/options.ts';
import { paint } from './play/paint.ts';
import { openPlace, type Place } from './play/place.ts';
import { onInterrupt, startPlace } from './play/start-place.ts';
import { talk } from './play/talk.ts';

const HELP = `Phone a business: you type the caller, a rule-based agent answers and books through the real handlers.

  npm run call                              call the demo business
  npm run call -- --from +15125550111       as another caller
  npm run call -- --at 2027-03-14T01:50     at another date, by the business's clock
  npm run call -- --business biz_callme     another business of a world that runs
  npm run call -- --new                     do not use the world that runs, start another
  npm run call -- --store memory            start one that keeps its tables in memory, without Java

Uses the world of \`npm run local\` or \`./scripts/demo\` where one runs, else starts one for this call.
Say, for example: my furnace stopped, can someone come tomorrow morning?
`;

const values = readOptions({
  from: { type: 'string', default: '+15125550187' },
  business: { type: 'string' },
  at: { type: 'string' },
  store: { type: 'string' },
  new: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});

type Opened = { readonly place: Place; readonly staysUp: boolean; close(): Promise<void> };

const attach = async (address: WorldAddress): Promise<Opened> => {
  const clock = createLocalClock(address.clockOffsetMs);
  const retell = await startRetell({ clock, apiKeys: address.retellApiKeys });
  const place = openPlace(address, clock, retell);
  const close = async (): Promise<void> => {
    await retell.webhooks.idle();
    place.close();
    await retell.stop();
  };
  return { place, staysUp: true, close };
};

const open = async (): Promise<Opened> => {
  const isOwn = values.new || values.at !== undefined || values.store !== undefined;
  const running = isOwn ? undefined : await findWorld();
  if (running) {
    console.log(paint.quiet(`Using the world that runs at ${running.apiUrl} (process ${running.pid}).`));
    return attach(running);
  }
  const place = await startPlace({ at: values.at, store: readTableStore(values.store) });
  const close = async (): Promise<void> => {
    place.close();
    await place.world.stop();
  };
  return { place, staysUp: false, close };
};

const run = async (): Promise<void> => {
  if (values.help) return console.log(HELP);
  if (!/^\+\d{8,15}$/.test(values.from)) {
    throw new Error(`"${values.from}" is no phone number: write it like +15125550187.`);
  }
  const { place, staysUp, close } = await open();
  const isInterrupted = onInterrupt(close);
  try {
    const callId = await talk(place, await findBusiness(place, values.business), values.from);
    if (staysUp) console.log(paint.quiet(`The whole story of it: npm run trace -- ${callId}`));
  } catch (error) {
    // What fails because its world is being stopped is no news.
    if (!isInterrupted()) throw error;
  } finally {
    if (!isInterrupted()) await close();
  }
};

try {
  await run();
} catch (error) {
  console.error(paint.bad(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
