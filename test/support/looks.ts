import type { Page } from 'playwright-core';
import { axeFaults, PHONE, WIDE } from './dashboards.ts';

type ColorScheme = 'light' | 'dark';

/** Either light and either size, each once: contrast hangs on the one, what is there and how it fits on the other. */
const LOOKS = [
  [PHONE, 'dark'],
  [WIDE, 'light'],
] as const;

const wear = async (page: Page, colorScheme: ColorScheme): Promise<void> => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
};

/** What is wrong with the screen as it stands, in either light and size: by axe-core, and what has to be scrolled sideways. */
export const faultsOfScreen = async (page: Page): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const [viewport, colorScheme] of LOOKS) {
    await page.setViewportSize(viewport);
    await wear(page, colorScheme);
    const unread = await axeFaults(page);
    // Nothing moves any more: on its way from one size to the other a screen may be wider for a moment.
    const overflow = Number(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
    const found = [...unread, ...(overflow > 0 ? [`it is ${overflow} pixels wider than the window`] : [])];
    faults.push(...found.map((fault) => `${viewport.width} ${colorScheme}: ${fault}`));
  }
  return faults;
};
