import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startBrowser } from '../../scripts/browser/chromium.ts';
import { openBusiness } from '../../scripts/play/demo-business.ts';
import { type DemoPage, startPage } from '../../scripts/play/page/start-page.ts';
import { type OwnPlace, startPlace } from '../../scripts/play/start-place.ts';
import { eventually } from '../support/eventually.ts';

const executablePath = chromiumPath();

describe.skipIf(executablePath === undefined)('the demo page [D4]', () => {
  let place: OwnPlace;
  let demo: DemoPage;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  const shows = (selector: string, pattern: RegExp) =>
    eventually(
      `${pattern} in ${selector}`,
      async () => expect(await page.locator(selector).textContent()).toMatch(pattern),
      // A worker is held for some of it, and minutes of the demo's clock pass.
      60,
    );

  beforeAll(async () => {
    place = await startPlace({ at: undefined, store: 'memory' });
    const business = await openBusiness(place, {
      ...{ key: 'demopage', name: 'Apex Heating & Air', number: '+15125550142', card: 'ok' },
    });
    demo = await startPage(place, business);
    browser = await startBrowser(String(executablePath));
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(demo.url);
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    place?.close();
    await place?.world.stop();
  });

  it('shows a call as it is said on one side and what comes of it on the other', async () => {
    await page.getByRole('button', { name: 'Play a call' }).click();

    await shows('#talk', /Tool book_appointment \d+ ms → booked, code/);
    await shows(
      '#standing',
      /^The booking stands: .+One fee \(charged\), \$50\.00 paid at Stripe\. One text at/,
    );
    await shows('#effects', /Resend: e-mail delivered/);
    await shows('#effects', /appointment\.booked/);
    expect(faults).toEqual([]);
  });

  it('F-BK-12: answers a booking that comes again as the first time, and charges nothing more', async () => {
    const paid = place.world.stripe.paidInvoices().length;

    await page.getByRole('button', { name: 'Repeat the booking' }).click();

    await shows('#effects', /It is answered: booked, code .+The booking stands/);
    expect(place.world.stripe.paidInvoices()).toHaveLength(paid);
  });

  it('books while Stripe is down, and charges once when it is up again', async () => {
    const paid = place.world.stripe.paidInvoices().length;
    await page.getByRole('button', { name: 'Stripe down' }).click();
    await page.getByRole('button', { name: 'Play a call' }).click();
    await shows('#standing', /The booking stands.+\$0\.00 paid at Stripe/);

    await page.getByRole('button', { name: 'Stripe up again' }).click();

    await shows('#standing', /The booking stands.+One fee \(charged\), \$50\.00 paid/);
    expect(place.world.stripe.paidInvoices()).toHaveLength(paid + 1);
  });

  it('sends no text to somebody who texted STOP, and books them all the same', async () => {
    await page.getByRole('button', { name: 'Caller texts STOP' }).click();
    await shows('#effects', /texts STOP to/);
    await page.getByRole('button', { name: 'The same caller again' }).click();

    await shows('#standing', /The booking stands.+No texts? at Telnyx \(suppressed\)/);
  });

  it('charges once though the worker died while Stripe was making the invoice', async () => {
    const paid = place.world.stripe.paidInvoices().length;
    await page.getByRole('button', { name: 'Worker dies once' }).click();
    await page.getByRole('button', { name: 'Play a call' }).click();

    await shows(
      '#effects',
      /The worker has died.+Another has taken over.+One fee \(charged\), \$50\.00 paid/,
    );
    expect(place.world.stripe.paidInvoices()).toHaveLength(paid + 1);
  });

  it('takes a report that comes twice, and nothing more comes of it', async () => {
    await page.getByRole('button', { name: 'Retell reports twice' }).click();

    await shows('#effects', /We took each \(call_ended 200; call_analyzed 200\)\. The booking stands/);
  });

  it.each([
    ['without the token of this run', { origin: true, token: '' }, 'wrong-token'],
    ['with another token', { origin: true, token: 'x'.repeat(32) }, 'wrong-token'],
    ['from another page', { origin: false, token: '' }, 'wrong-origin'],
  ])('refuses what changes something %s', async (_, { origin, token }, code) => {
    const response = await fetch(`${demo.url}/act`, {
      method: 'POST',
      headers: { origin: origin ? demo.url : 'http://evil.example', 'x-demo-token': token },
      body: JSON.stringify({ do: 'stripe-down' }),
    });

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code });
  });
});
