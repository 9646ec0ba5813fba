import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/in-browser.ts';
import { bookedCall, ownedBusiness } from '../support/owned-business.ts';
import { XSS_CORPUS } from '../support/xss-corpus.ts';

describeInBrowser('words of people who mean ill [C3]', (stage) => {
  it('are shown as they were said in the transcript of a call, all of them, and never run', async () => {
    const { owner, business, at } = await ownedBusiness(stage);
    const { callId } = await bookedCall(stage, business, XSS_CORPUS);
    const { page, context } = await stage.dashboards.open(at, { as: owner });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await context.addInitScript('window.hits = 0; window.hit = () => { window.hits += 1; };');

    await page.goto(`${at}/calls/${callId}`);
    await page.getByRole('heading', { name: 'What was said' }).waitFor();
    const said = await page
      .getByRole('region', { name: 'What was said' })
      .getByRole('listitem')
      .allTextContents();
    const transcript = said.join('\n');

    expect(XSS_CORPUS.length).toBeGreaterThanOrEqual(200);
    const shown = transcript.replaceAll(/\s+/g, ' ');
    expect(XSS_CORPUS.filter((text) => !shown.includes(text.replaceAll(/\s+/g, ' ').trim()))).toEqual([]);
    expect([await page.evaluate('window.hits'), dialogs]).toEqual([0, []]);
  });

  it('are shown as names of services and customers, and never run', async () => {
    const { owner, business, at } = await ownedBusiness(stage);
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
    const changed = await stage.people.api('PATCH', path, { token, body: { settingsVersion, services } });
    expect([changed.status, (changed.body as { fields?: unknown }).fields]).toEqual([200, undefined]);
    const service = String(services[0]?.name);
    const days = `from=2026-11-24T00:00:00Z&until=2026-11-28T00:00:00Z`;
    const asked = `${path}/free-times?service=${encodeURIComponent(service)}&${days}`;
    const times = await stage.people.api('GET', asked, { token });
    expect(times).toMatchObject({ status: 200 });
    const [free] = (times.body as { items: { startsAt: string; crewId: string }[] }).items;
    const made = await stage.people.api('POST', `${path}/appointments`, {
      token,
      key: 'hostile-customer-1',
      body: {
        service,
        startsAt: free?.startsAt,
        customer: { name: names[3], phone: '+15125550177', notes: names[4] },
      },
    });
    expect(made).toMatchObject({ status: 201 });
    const { page, context } = await stage.dashboards.open(at, { as: owner });
    await context.addInitScript('window.hits = 0; window.hit = () => { window.hits += 1; };');
    for (const screen of [
      '',
      '/appointments?view=list',
      '/customers',
      '/settings/services',
      '/appointments/new',
    ]) {
      await page.goto(`${at}${screen}`);
      await page.locator('#page-title').waitFor();
      await page.waitForLoadState('networkidle');
      expect([screen, await page.evaluate('window.hits')]).toEqual([screen, 0]);
    }
  });
});
