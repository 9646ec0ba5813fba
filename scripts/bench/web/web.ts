import { type Figure, figure } from '../figure.ts';
import type { Progress } from '../progress.ts';
import { blankReactGzipKB } from './blank-react.ts';
import { firstRouteGzipKB } from './first-route.ts';
import { type LighthouseScores, lighthouseScores } from './lighthouse-scores.ts';
import { type LiveSeconds, liveSeconds } from './live-seconds.ts';
import { openOwned } from './open-owned.ts';
import { signedInBrowser } from './signed-in-browser.ts';

export type WebFigures = {
  readonly firstRouteGzipKB: number;
  readonly blankReactGzipKB: number;
  readonly lighthouse: LighthouseScores;
  readonly liveSeconds: LiveSeconds;
};

/** What the first screen of somebody who is signed in costs, what Lighthouse makes of it, and how soon it shows what is new. */
export const benchWeb = async (progress: Progress): Promise<WebFigures> => {
  const owned = await openOwned(progress);
  try {
    progress('sign in');
    const browser = await signedInBrowser(owned.url, owned.owner);
    try {
      const home = `${owned.url}/b/${owned.businessId}`;
      progress('load the first route');
      const firstRoute = await firstRouteGzipKB(browser.context, home);
      progress('build a blank page with React');
      const blankReact = await blankReactGzipKB();
      const lighthouse = await lighthouseScores(home, browser.port, (run, of) =>
        progress(`Lighthouse, run ${run} of ${of}`),
      );
      const live = await liveSeconds(browser.context, owned, progress);
      return { firstRouteGzipKB: firstRoute, blankReactGzipKB: blankReact, lighthouse, liveSeconds: live };
    } finally {
      await browser.close();
    }
  } finally {
    await owned.stop();
  }
};

const MOST_KB = 220;
const LEAST_SCORE = 95;
/** A call and an appointment appear within this. */
const MOST_LIVE_SECONDS = 2;

/** Held to their goals. A score is held by what is missing from 100, as less is better in every figure. */
export const figuresOfWeb = ({
  firstRouteGzipKB: firstRoute,
  blankReactGzipKB: blankReact,
  lighthouse,
  liveSeconds: live,
}: WebFigures): Figure[] => [
  figure({ name: 'first route, gzipped JavaScript', value: firstRoute, unit: 'KB', goal: MOST_KB }),
  figure({ name: 'blank page with React, gzipped JavaScript', value: blankReact, unit: 'KB' }),
  ...Object.entries(lighthouse).map(([category, score]) =>
    figure({
      name: `Lighthouse ${category}: missing from 100 (${score})`,
      value: 100 - score,
      unit: 'points',
      goal: 100 - LEAST_SCORE,
    }),
  ),
  ...Object.entries(live).map(([what, value]) =>
    figure({
      name: `${what} on a page that is open, after it ${what === 'call' ? 'began' : 'was booked'}`,
      value,
      unit: 's',
      goal: MOST_LIVE_SECONDS,
    }),
  ),
];
