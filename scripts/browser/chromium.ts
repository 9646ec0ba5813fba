import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Why a test of pages is skipped where there is no browser. */
export const WITHOUT_CHROMIUM = 'Chromium is missing: install it (Debian: apt-get install chromium).';

/** Debian's Chromium on this machine, if it is there. */
export const chromiumPath = (): string | undefined => {
  try {
    return execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
};

/** Tells nobody, updates nothing, and needs neither a screen nor a sandbox of its own in a container. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Chromium = {
  readonly context: BrowserContext;
  /** What it keeps. */
  readonly folder: string;
  /** Ends it and forgets what it kept. */
  close(): Promise<void>;
};

/** A browser that nobody has used, cut off from the network unless it is `online`; `args`: more flags. */
export const startChromium = async (
  executablePath: string,
  { online = false, args = [] }: { readonly online?: boolean; readonly args?: readonly string[] } = {},
): Promise<Chromium> => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-chromium-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath,
      headless: true,
      offline: !online,
      args: [...FLAGS, ...args],
    });
    return {
      context,
      folder,
      async close() {
        await context.close();
        forget();
      },
    };
  } catch (error) {
    forget();
    throw error;
  }
};

/** A browser for several people, each in a context of their own. What it opens is on this machine. */
export const startBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: FLAGS });
