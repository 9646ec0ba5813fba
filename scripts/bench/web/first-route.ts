import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { inKilobytes } from './in-kilobytes.ts';

/**
 * The gzipped JavaScript that a browser which has none yet loads until the screen at that address is there, whatever of it
 * is asked for at once or later.
 */
export const firstRouteGzipKB = async (context: BrowserContext, url: string): Promise<number> => {
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await client.send('Network.setBypassServiceWorker', { bypass: true });
  // Without a cache what is preloaded is fetched a second time where it is used: each counts once.
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const scripts = await Promise.all(bodies.values());
  await page.close();
  if (scripts.length === 0) throw new Error(`${url} has loaded no script`);
  return inKilobytes(scripts.reduce((sum, body) => sum + gzipSync(body).byteLength, 0));
};
