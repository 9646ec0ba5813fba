import type { BrowserContext, Page } from 'playwright-core';
import type { Progress } from '../progress.ts';
import { median } from '../sampling.ts';
import type { Owned } from './open-owned.ts';

const CALLS = 5;

export type LiveSeconds = { readonly call: number; readonly appointment: number };

/** Looks from now on, and answers after how many seconds the page has a link that leads there. */
const secondsUntilShown = async (page: Page, path: string): Promise<number> => {
  const since = performance.now();
  await page.locator(`main a[href$="${path}"]`).first().waitFor();
  return (performance.now() - since) / 1000;
};

/**
 * How many seconds after a call has begun, and after its caller has heard that they are booked, a page that is open shows
 * it without being asked: medians of five calls.
 */
export const liveSeconds = async (
  context: BrowserContext,
  { url, businessId, takeCall, quiet }: Owned,
  progress: Progress,
): Promise<LiveSeconds> => {
  const at = `${url}/b/${businessId}`;
  const [calls, appointments] = [await context.newPage(), await context.newPage()];
  const channels = [calls, appointments].map((page) => page.waitForEvent('websocket'));
  await calls.goto(`${at}/calls`, { waitUntil: 'networkidle' });
  await appointments.goto(`${at}/appointments?view=list&date=2026-11-23`, { waitUntil: 'networkidle' });
  await Promise.all(channels);
  const seconds = { call: [] as number[], appointment: [] as number[] };
  for (let call = 1; call <= CALLS; call += 1) {
    progress(`watch call ${call} of ${CALLS} come in`);
    const shown: Promise<unknown>[] = [];
    const watch = (into: number[], page: Page, path: string) =>
      void shown.push(secondsUntilShown(page, path).then((found) => into.push(found)));
    await takeCall({
      onBegun: (id) => watch(seconds.call, calls, `/calls/${id}`),
      onBooked: (id) => watch(seconds.appointment, appointments, `/appointments/${id}`),
    });
    await Promise.all(shown);
    await quiet();
  }
  await Promise.all([calls.close(), appointments.close()]);
  return { call: median(seconds.call), appointment: median(seconds.appointment) };
};
