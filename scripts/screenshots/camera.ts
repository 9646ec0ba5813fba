import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { LocalClock } from '../local/clock.ts';
import type { VendorViews } from '../play/vendor-views.ts';

/** What pictures are taken of: a dashboard with somebody who can sign in, and who reads e-mail there. */
export type Photographed = {
  readonly url: string;
  readonly logIn: { readonly email: string; readonly password: string };
  readonly clock: LocalClock;
  readonly vendors: VendorViews;
};

/** Someone's page, and a picture of it as it stands by whatever name. */
export type Sitting = {
  readonly page: Page;
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
};

export type Camera = {
  readonly subject: Photographed;
  /** In a browser that nobody has used. */
  sit(): Promise<Sitting>;
};

const LOOKS = [
  ['phone', 390, 844, 'dark'],
  ['phone', 390, 844, 'light'],
  ['wide', 1280, 900, 'dark'],
  ['wide', 1280, 900, 'light'],
] as const;

/** Until nothing is waited for any more. */
const settle = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
};

export const openCamera = (
  browser: Browser,
  subject: Photographed,
  {
    folder,
    only,
    onWritten,
  }: { readonly folder: string; readonly only: string; readonly onWritten: (file: string) => void },
): Camera => ({
  subject,
  async sit() {
    const context = await browser.newContext({
      baseURL: subject.url,
      locale: 'en-US',
      timezoneId: 'America/Chicago',
      reducedMotion: 'reduce',
    });
    await context.clock.install({ time: subject.clock.now() });
    const page = await context.newPage();
    return {
      page,
      async shoot(name) {
        if (!name.includes(only)) return;
        await settle(page);
        for (const [size, width, height, colorScheme] of LOOKS) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
          // What sticks to the window would lie in the middle of a picture of the whole page.
          await page.evaluate('window.scrollTo(0, 0)');
          const path = join(folder, `${name}-${size}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: true, animations: 'disabled' });
          onWritten(path);
        }
      },
      close: () => context.close(),
    };
  },
});
