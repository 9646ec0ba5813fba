import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chromium, chromiumPath, startChromium, WITHOUT_CHROMIUM } from '../../browser/chromium.ts';

export type SignedInBrowser = Chromium & {
  /** Where its developer tools listen. */
  readonly port: number;
};

/** A browser in which somebody is signed in to the dashboard. Throws where there is no Chromium. */
export const signedInBrowser = async (
  url: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignedInBrowser> => {
  const path = chromiumPath();
  if (path === undefined) throw new Error(WITHOUT_CHROMIUM);
  const browser = await startChromium(path, { online: true, args: ['--remote-debugging-port=0'] });
  try {
    const page = await browser.context.newPage();
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').first().fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/b\/|\/$/);
    await page.close();
    const [port] = readFileSync(join(browser.folder, 'DevToolsActivePort'), 'utf8').split('\n');
    return { ...browser, port: Number(port) };
  } catch (error) {
    await browser.close();
    throw error;
  }
};
