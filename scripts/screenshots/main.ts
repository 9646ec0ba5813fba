import { rmSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { log } from '../../functions/runtime/log.ts';
import { chromiumPath, startBrowser, WITHOUT_CHROMIUM } from '../browser/chromium.ts';
import { createLocalClock } from '../local/clock.ts';
import { findWorld } from '../local/world-address.ts';
import { readHistory } from '../play/history/history-length.ts';
import { openHistory } from '../play/history/open-history.ts';
import { readOptions } from '../play/options.ts';
import { paint } from '../play/paint.ts';
import { type OwnPlace, onInterrupt } from '../play/start-place.ts';
import { vendorViews } from '../play/vendor-views.ts';
import { openCamera, type Photographed } from './camera.ts';
import { photographArrival } from './photograph-arrival.ts';
import { photographBusiness } from './photograph-business.ts';

const HELP = `Writes a picture of each screen of the dashboard, light and dark, wide and as on a phone.

  npm run screenshots                      of the demo that runs, else of a business with a week of history
  npm run screenshots -- --only billing    those whose name contains it
  npm run screenshots -- --new             do not use the demo that runs
  npm run screenshots -- --history full    60 days of history, where it starts a world of its own

They go to .local/screenshots. In a demo that runs, somebody signs up and begins to open a business.
`;

const OUT = fileURLToPath(new URL('../../.local/screenshots', import.meta.url));

const values = readOptions({
  only: { type: 'string', default: '' },
  history: { type: 'string', default: 'short' },
  new: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});

/** The demo that runs, if it has somebody who can sign in; else one of this process. */
const photographed = async (onPlace: (place: OwnPlace) => void): Promise<Photographed> => {
  const running = values.new ? undefined : await findWorld();
  if (running?.logIn) {
    console.log(paint.quiet(`Using the demo that runs at ${running.webApiUrl} (process ${running.pid}).`));
    const { webApiUrl: url, logIn, clockOffsetMs } = running;
    return { url, logIn, clock: createLocalClock(clockOffsetMs), vendors: vendorViews(running) };
  }
  const length = readHistory(values.history);
  if (length === 'none') throw new Error('without a history there is nobody to sign in as');
  const { place, owner } = await openHistory(length, {
    offsetMs: 0,
    store: 'memory',
    log: undefined,
    onPlace,
  });
  return { url: place.address.webApiUrl, logIn: owner, clock: place.clock, vendors: place.vendors };
};

const run = async (): Promise<void> => {
  if (values.help) return void console.log(HELP);
  const path = chromiumPath();
  if (path === undefined) throw new Error(WITHOUT_CHROMIUM);
  let own: OwnPlace | undefined;
  const leave = async (): Promise<void> => {
    own?.close();
    await own?.world.stop();
    own = undefined;
  };
  onInterrupt(leave);
  try {
    const subject = await photographed((place) => {
      own = place;
    });
    if (values.only === '') rmSync(OUT, { recursive: true, force: true });
    const browser = await startBrowser(path);
    try {
      const camera = openCamera(browser, subject, {
        folder: OUT,
        only: values.only,
        onWritten: (file) => console.log(relative(process.cwd(), file)),
      });
      await photographArrival(camera);
      await photographBusiness(camera);
    } finally {
      await browser.close();
    }
  } finally {
    await leave();
  }
};

log.setLogLevel('ERROR');
try {
  await run();
} catch (error) {
  console.error(paint.bad(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
