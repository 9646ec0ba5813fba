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

/** A browser that nobody has used, cut off from the network; `close` ends it and forgets what it kept. */
export const startChromium = async (
  executablePath: string,
): Promise<{ readonly context: BrowserContext; close(): Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    headless: true,
    offline: true,
    args: FLAGS,
  });
  return {
    context,
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A browser for several people, each in a context of their own. What it opens is on this machine. */
export const startBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: FLAGS });
