import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

/** Debian's; a browser of another place by `CHROMIUM`. */
const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
];

export type SignedInBrowser = {
  readonly context: BrowserContext;
  /** Where its developer tools listen. */
  readonly port: number;
  close(): Promise<void>;
};

/** A browser in which somebody is signed in to the dashboard. Throws where there is no Chromium. */
export const signedInBrowser = async (
  url: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignedInBrowser> => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-bench-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: EXECUTABLE,
      headless: true,
      args: FLAGS,
    });
    const page = await context.newPage();
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').first().fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/b\/|\/$/);
    await page.close();
    const [port] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
    return {
      context,
      port: Number(port),
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
