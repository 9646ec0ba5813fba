import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { book, lookUp } from '../support/agent-tools.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { bookedCall, type OwnedBusiness, ownedBusiness } from '../support/owned-business.ts';
import { XSS_CORPUS } from '../support/xss-corpus.ts';

/** Pages show spaces as one. */
const asShown = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describeInBrowser('words of people who mean ill [C3]', (stage) => {
  /** A page that counts what ran of what it shows; `ran` says what did. */
  const watchedPage = async ({ owner, at }: OwnedBusiness) => {
    const { page } = await stage.dashboards.open(at, { as: owner });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.addInitScript('window.hits = 0; window.hit = () => { window.hits += 1; };');
    return { page, ran: async () => [await page.evaluate('window.hits'), ...dialogs] };
  };
  /** The API's own answer with something of it changed on its way, as if somebody had managed to have it stored. */
  const changing = async <Answer extends object>(
    page: Page,
    address: RegExp,
    change: (answer: Answer) => object,
  ): Promise<void> => {
    await page.route(address, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: change((await response.json()) as Answer) });
    });
  };
  const missingFrom = async (page: Page, texts: readonly string[]): Promise<readonly string[]> => {
    const shown = asShown(String(await page.getByRole('main').textContent()));
    return texts.filter((text) => !shown.includes(asShown(text)));
  };

  it('are shown as they were said in the transcript of a call, all of them, and never run', async () => {
    const owned = await ownedBusiness(stage);
    const { callId } = await bookedCall(stage, owned.business, XSS_CORPUS);
    const { page, ran } = await watchedPage(owned);

    await page.goto(`${owned.at}/calls/${callId}`);
    await page.getByRole('heading', { name: 'What was said' }).waitFor();

    expect(XSS_CORPUS.length).toBeGreaterThanOrEqual(200);
    expect(await missingFrom(page, XSS_CORPUS)).toEqual([]);
    expect(await ran()).toEqual([0]);
  });

  it('are shown as names of the business, its services and customers and in texts, and never run', async () => {
    const owned = await ownedBusiness(stage);
    const { owner, business, at } = owned;
    const token = owner.tokens.accessToken;
    const path = `/v1/businesses/${business.id}`;
    const { body } = await stage.people.api('GET', path, { token });
    const { settingsVersion } = body as { settingsVersion: number };
    const names = XSS_CORPUS.filter((text) => text.length <= 70 && !/[\t\n]/.test(text)).map((text) =>
      text.trim(),
    );
    // Names of services that differ in their letters' size alone are one name to a caller.
    const services = names
      .slice(0, 50)
      .map((name, place) => ({ id: `s${place}`, name: `${place} ${name}`, durationMinutes: 15 }));
    const changed = await stage.people.api('PATCH', path, {
      token,
      body: { settingsVersion, services, name: `Apex ${names[0]}` },
    });
    expect([changed.status, (changed.body as { fields?: unknown }).fields]).toEqual([200, undefined]);
    await stage.world.workersIdle();
    const service = String(services[0]?.name);
    const call = await business.call();
    const [slot] = await lookUp(call, { service });
    const { result } = await book(business, call, {
      ...(slot && { slot }),
      differing: { service, customer_name: names[3], address: names[4] },
    });
    expect(result).toMatchObject({ ok: true });
    call.hangUp();
    await stage.world.atRest();
    expect(business.sentTexts().map(({ text }) => text)).toEqual([expect.stringContaining('<script>')]);

    const { page, ran } = await watchedPage(owned);
    const appointment = `/appointments/${result.booking_id}`;
    for (const screen of [
      ...['', '/appointments?view=list', '/appointments/new', '/billing', '/settings/services'],
      appointment,
    ]) {
      await page.goto(`${at}${screen}`);
      await page.locator('#page-title').waitFor();
      await page.waitForLoadState('networkidle');
      expect([screen, ...(await ran())]).toEqual([screen, 0]);
    }
    await page.getByText(/Confirmation code \w+\. Reply STOP/).waitFor();
    expect(await missingFrom(page, [service, String(names[3]), String(names[4])])).toEqual([]);
    await page.getByRole('link', { name: names[3], exact: true }).click();
    await page.getByText(/Confirmation code \w+\. Reply STOP/).waitFor();
    expect(await ran()).toEqual([0]);
  });

  it('are shown whole wherever an answer may have them: texts, customers, services', async () => {
    const owned = await ownedBusiness(stage);
    const { appointmentId } = await bookedCall(stage, owned.business);
    const { page, ran } = await watchedPage(owned);
    type Items = { readonly items: readonly object[] };
    type Story = { readonly texts: readonly object[] };
    const inTexts = ({ texts, ...story }: Story) => ({
      ...story,
      texts: XSS_CORPUS.map((body, place) => ({ ...texts[0], id: `txt_${place}`, body })),
    });
    await changing<Story>(page, /\/v1\/.*\/appointments\/apt_/, inTexts);
    await changing<Story>(page, /\/v1\/.*\/customers\/cus_/, inTexts);
    await changing<Items>(page, /\/v1\/.*\/customers(\?|$)/, ({ items, ...rest }) => ({
      ...rest,
      items: XSS_CORPUS.map((name, place) => ({ ...items[0], id: `cus_${place}`, name })),
    }));
    await changing(page, /\/v1\/businesses\/[^/]+$/, (business) => ({
      ...business,
      services: XSS_CORPUS.map((name, place) => ({ id: `s${place}`, name, durationMinutes: 15 })),
    }));

    await page.goto(`${owned.at}/appointments/${appointmentId}`);
    await page.getByText(String(XSS_CORPUS.at(-1))).waitFor();
    expect(await missingFrom(page, XSS_CORPUS)).toEqual([]);
    await page.getByRole('link', { name: 'Dana Reyes' }).click();
    // The appointment showed the same texts.
    await page.getByRole('heading', { level: 1, name: 'Dana Reyes', exact: true }).waitFor();
    await page.getByText(String(XSS_CORPUS.at(-1))).waitFor();
    expect(await missingFrom(page, XSS_CORPUS)).toEqual([]);
    await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('link', { name: String(XSS_CORPUS.at(-1)), exact: true }).waitFor();
    expect(await missingFrom(page, XSS_CORPUS)).toEqual([]);
    await page.goto(`${owned.at}/settings/services`);
    const fields = page.getByRole('textbox', { name: 'Service' });
    await fields.nth(XSS_CORPUS.length - 1).waitFor();
    const values = await fields.evaluateAll((inputs) => inputs.map((input) => Object(input).value));
    expect(values.map(asShown)).toEqual(XSS_CORPUS.map(asShown));
    expect(await ran()).toEqual([0]);
  });
});
