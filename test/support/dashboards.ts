import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../../scripts/browser/chromium.ts';
import { PASSWORD, type SignedIn } from './people.ts';
import { webApi } from './web-api.ts';
import type { FlowWorld } from './world.ts';

/** Under which the dashboard keeps its session (web/src/session/session.ts). */
const SESSION = 'cloudgreet.session';

/** Businesses that a test has made by hand have none, and the menu asks. */
const NO_ONBOARDING = /404 \(Not Found\).*\/onboarding$/;

export const PHONE = { width: 390, height: 844 };
export const WIDE = { width: 1280, height: 900 };

export type Opening = {
  readonly viewport?: typeof WIDE;
  readonly colorScheme?: 'light' | 'dark';
  /** Signed in as them; otherwise nobody is. */
  readonly as?: SignedIn;
  /** The status that a test has refused with on purpose: a browser writes each answer of 400 and above to its console. */
  readonly expected?: number;
  /** Requests are cut off on purpose, which a browser writes there, too. */
  readonly isCutOff?: boolean;
};

/** A page of the dashboard, and what was wrong with it so far: errors of the console, of scripts, and of its own policy. */
export type Dashboard = {
  readonly page: Page;
  readonly faults: readonly string[];
};

/** The small one: each page is given all of it. */
const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

type Violations = readonly {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}[];

/** Once what moves has come to its end: a colour on its way to another is neither. What never ends is not waited for. */
const STANDS_STILL = `Promise.allSettled(
  document.getAnimations()
    .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished),
).then(() => undefined)`;

/** What axe-core finds wrong with a page once nothing in it moves: a sentence for each. */
export const axeFaults = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(STANDS_STILL);
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const violations = (await page.evaluate(
    `axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
      resultTypes: ["violations"],
    }).then(({ violations }) => violations)`,
  )) as Violations;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
};

/** Dashboards of one world, whose clock is the world's. */
export const dashboardsOf = async (world: FlowWorld, executablePath: string) => {
  const browser = await startBrowser(executablePath);
  const url = String(world.cloud.outputs.WebUrl);
  const api = webApi(url);
  const open: (Dashboard & { readonly context: BrowserContext })[] = [];
  const idle: BrowserContext[] = [];

  /** That of somebody who was here before, whose service worker has kept the app, or a new one. */
  const aContext = async (): Promise<BrowserContext> => {
    const kept = idle.pop();
    if (kept) {
      await kept.clock.setSystemTime(world.clock.now());
      return kept;
    }
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-US',
      timezoneId: 'America/Chicago',
      reducedMotion: 'reduce',
    });
    await context.clock.install({ time: world.clock.now() });
    return context;
  };

  const sessionOf = async ({ email }: SignedIn): Promise<string> => {
    const { body } = await api('POST', '/v1/sessions', { body: { email, password: PASSWORD } });
    return (body as { tokens: { refreshToken: string } }).tokens.refreshToken;
  };

  return {
    url,
    async open(
      at: string,
      { as, expected, isCutOff = false, viewport = WIDE, colorScheme = 'light' }: Opening = {},
    ): Promise<Dashboard> {
      const context = await aContext();
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      // Once: whoever signs out stays signed out.
      await page.addInitScript(
        ([name, token]) => {
          try {
            if (sessionStorage.getItem(name) !== null) return;
            sessionStorage.setItem(name, 'given');
            localStorage.clear();
            if (token !== '') localStorage.setItem(name, token);
          } catch {
            // A page that is none yet has no storage.
          }
        },
        [SESSION, as ? await sessionOf(as) : ''] as const,
      );
      const faults: string[] = [];
      const isExpected = (text: string): boolean =>
        (expected !== undefined && text.includes(`responded with a status of ${expected} (`)) ||
        (isCutOff && text.includes('net::ERR_FAILED')) ||
        NO_ONBOARDING.test(text);
      const note = (text: string) => !isExpected(text) && faults.push(text);
      page.on(
        'console',
        (message) => message.type() === 'error' && note(`${message.text()} ${message.location().url}`),
      );
      page.on('pageerror', ({ message }) => note(message));
      open.push({ page, context, faults });
      await page.goto(at);
      return { page, faults };
    },
    /** Pictures of the pages that are open, for whoever looks into a failure: in `.local/e2e`. */
    async photograph(name: string): Promise<void> {
      const file = name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80);
      for (const [place, { page }] of open.entries())
        await page
          .screenshot({ path: `.local/e2e/${file}-${place}.png`, fullPage: true })
          .catch(() => undefined);
    },
    /** Closes every page that was opened; what was wrong with any of them. */
    async closeAll(): Promise<readonly string[]> {
      const all = open.splice(0);
      const contexts = all.map(({ context }) => context);
      await Promise.all(contexts.flatMap((context) => context.pages()).map((page) => page.close()));
      idle.push(...contexts);
      return all.flatMap(({ faults }) => faults);
    },
    stop: () => browser.close(),
  };
};

export type Dashboards = Awaited<ReturnType<typeof dashboardsOf>>;
