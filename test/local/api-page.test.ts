import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { peopleRoutes } from '../../functions/contracts/api/people.ts';
import { chromiumPath, startChromium, WITHOUT_CHROMIUM } from '../../scripts/browser/chromium.ts';
import { makeApiPage } from '../../scripts/docs/api-page.ts';

describe('the page of the API', () => {
  it('opens from a disk, shows an operation, and asks for nothing elsewhere', async ({ skip }) => {
    const chromium = chromiumPath();
    if (!chromium) return skip(WITHOUT_CHROMIUM);
    const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-api-page-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { context, close } = await startChromium(chromium);
    onTestFinished(close);
    const page = await context.newPage();
    const faults: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('request', (request) => !request.url().startsWith('file:') && elsewhere.push(request.url()));

    await page.goto(`${pathToFileURL(makeApiPage(folder))}#/people/invitemember`);
    const heading = page.getByRole('heading', { name: peopleRoutes.inviteMember.summary });
    await heading.waitFor({ state: 'visible' });

    expect(await heading.isVisible()).toBe(true);
    expect(await page.title()).toBe('CloudGreet API');
    expect({ faults, elsewhere }).toEqual({ faults: [], elsewhere: [] });
  });
});
